namespace OpenAIImages.Emulator.Drawing;

/// <summary>The sky of a landscape: a gradient, sun or moon with its glow, stars at night, clouds.</summary>
internal sealed class Sky
{
    private const int CloudCellsPerUnit = 128;

    private readonly int _width;
    private readonly int _height;
    private readonly float _unit;
    private readonly float _horizon;
    private readonly bool _transparent;
    private readonly Palette _palette;
    private readonly float _lightX;
    private readonly float _lightY;
    private readonly float _lightRadius;
    private readonly float _crescent;
    private readonly (float X, float Y, float Brightness)[] _stars;
    private readonly float[][] _clouds;

    /// <param name="random">What decides where everything is.</param>
    /// <param name="palette">The colors.</param>
    /// <param name="width">Of the picture, in pixels.</param>
    /// <param name="height">Of the picture, in pixels.</param>
    /// <param name="horizon">Where the sky ends, as a share of the height.</param>
    /// <param name="transparent">Only the sun or moon; nothing where the sky would be.</param>
    public Sky(Noise random, Palette palette, int width, int height, float horizon, bool transparent)
    {
        (_width, _height, _horizon, _palette, _transparent) = (width, height, horizon, palette, transparent);
        _unit = Math.Min(width, height);
        _lightX = random.Between(0.15f, 0.85f, 0) * width;
        _lightY = random.Between(0.16f, 0.85f, 1) * horizon * height;
        _lightRadius = (palette.Stars ? random.Between(0.035f, 0.06f, 2) : random.Between(0.045f, 0.11f, 2)) * _unit;
        _crescent = palette.Stars ? random.Between(0.3f, 1.6f, 3) * _lightRadius : 2 * _lightRadius;
        _stars = palette.Stars && !transparent ? ScatterStars(random.Fork(1)) : [];
        _clouds = transparent ? [] : GatherClouds(random.Fork(2));
    }

    /// <summary>One row of sky.</summary>
    public void Draw(int y, Span<Color> row)
    {
        var background = Gradient((y + 0.5f) / (_height * _horizon));
        for (var x = 0; x < row.Length; x++)
        {
            row[x] = _transparent ? default : background.Towards(_palette.Light, Glow(x, y));
        }
        DrawStars(y, row);
        DrawLight(y, row);
        if (!_transparent) DrawClouds(y, row);
    }

    private Color Gradient(float depth) => _palette.Zenith
        .Towards(_palette.Middle, Noise.Step(-0.3f, 0.6f, depth))
        .Towards(_palette.Horizon, Noise.Step(0.4f, 1, depth));

    private float Glow(int x, int y)
    {
        var (dx, dy) = ((x + 0.5f - _lightX) / _unit, (y + 0.5f - _lightY) / _unit);
        return 0.7f / (1 + (dx * dx + dy * dy) * 30);
    }

    private void DrawLight(int y, Span<Color> row)
    {
        var dy = y + 0.5f - _lightY;
        if (Math.Abs(dy) > _lightRadius + 1) return;
        var from = Math.Max(0, (int)(_lightX - _lightRadius - 1));
        var to = Math.Min(_width, (int)(_lightX + _lightRadius + 2));
        for (var x = from; x < to; x++)
        {
            var dx = x + 0.5f - _lightX;
            var shade = Disc(dx - _crescent, dy + _crescent * 0.4f); // what hides a part of the moon
            row[x] = row[x].Towards(_palette.Light, Disc(dx, dy) * (1 - shade));
        }
    }

    /// <summary>How much of the pixel at this distance from the middle the disc covers.</summary>
    private float Disc(float dx, float dy) =>
        Math.Clamp(_lightRadius - MathF.Sqrt(dx * dx + dy * dy) + 0.5f, 0, 1);

    private (float X, float Y, float Brightness)[] ScatterStars(Noise random)
    {
        var stars = new (float X, float Y, float Brightness)[(int)(160 * (_width / _unit) * (_height / _unit))];
        for (var i = 0; i < stars.Length; i++)
        {
            var shine = random.Value(i, 2);
            var (x, y) = (random.Value(i, 0) * _width, random.Value(i, 1) * _height * _horizon);
            stars[i] = (x, y, 0.15f + 0.85f * shine * shine);
        }
        return stars;
    }

    private void DrawStars(int y, Span<Color> row)
    {
        var radius = Math.Max(0.0013f * _unit, 0.6f);
        var shine = 0.0013f * _unit / radius; // of stars that would be smaller than a pixel
        foreach (var star in _stars)
        {
            var dy = y + 0.5f - star.Y;
            if (Math.Abs(dy) > radius + 1) continue;
            for (var x = Math.Max(0, (int)(star.X - radius - 1)); x < Math.Min(_width, star.X + radius + 1); x++)
            {
                var dx = x + 0.5f - star.X;
                var coverage = Math.Clamp(radius - MathF.Sqrt(dx * dx + dy * dy) + 0.5f, 0, 1);
                row[x] = row[x].Towards(_palette.Light, coverage * star.Brightness * shine);
            }
        }
    }

    /// <summary>How thick the clouds are, on a grid that is coarser than the pixels of a large picture.</summary>
    private float[][] GatherClouds(Noise random)
    {
        var cover = random.Between(0.36f, 0.62f, 0);
        var columns = (int)(_width / _unit * CloudCellsPerUnit) + 2;
        var rows = (int)(_height / _unit * CloudCellsPerUnit) + 2;
        var clouds = new float[rows][];
        for (var j = 0; j < rows; j++)
        {
            clouds[j] = new float[columns];
            for (var i = 0; i < columns; i++)
            {
                var (x, y) = (i * (1f / CloudCellsPerUnit), j * (1f / CloudCellsPerUnit));
                var thickness = Billow(random, x * 2.2f, y * 6.5f);
                clouds[j][i] = 0.75f * Noise.Step(1 - cover, 1.25f - cover, thickness);
            }
        }
        return clouds;
    }

    private static float Billow(Noise random, float x, float y)
    {
        float sum = 0, weight = 0.5f;
        for (var octave = 0; octave < 5; octave++)
        {
            sum += weight * random.Fork(octave).Smooth(x, y);
            (x, y, weight) = (x * 2 + 0.37f, y * 2 + 0.71f, weight * 0.5f);
        }
        return sum;
    }

    private void DrawClouds(int y, Span<Color> row)
    {
        var scale = CloudCellsPerUnit / _unit;
        var gridY = y * scale;
        var (above, below, down) = (_clouds[(int)gridY], _clouds[(int)gridY + 1], gridY - (int)gridY);
        var depth = (y + 0.5f) / (_height * _horizon);
        var color = _palette.Horizon.Towards(_palette.Light, _palette.Stars ? 0.05f : 0.6f);
        var strength = (_palette.Stars ? 0.3f : 1) * (1 - 0.5f * Math.Clamp(depth, 0, 1));
        for (var x = 0; x < row.Length; x++)
        {
            var gridX = x * scale;
            var i = (int)gridX;
            var left = above[i] + (below[i] - above[i]) * down;
            var right = above[i + 1] + (below[i + 1] - above[i + 1]) * down;
            row[x] = row[x].Towards(color, (left + (right - left) * (gridX - i)) * strength);
        }
    }
}
