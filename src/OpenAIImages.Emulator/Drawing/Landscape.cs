namespace OpenAIImages.Emulator.Drawing;

/// <summary>
/// What the emulator draws: hills under a sky, often at a lake. Everything follows from the random seed, nothing from
/// the size, so that a small picture shows the same place as a large one.
/// </summary>
internal sealed class Landscape
{
    private readonly int _width;
    private readonly int _height;
    private readonly float _unit;
    private readonly int _waterline;
    private readonly Noise _ripples;
    private readonly Color _water;
    private readonly Sky _sky;
    private readonly Hills _hills;
    private readonly Color[] _mirrored;

    /// <param name="seed">The same seed gives the same picture.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="transparent">Leaves the sky out.</param>
    public Landscape(uint seed, int width, int height, bool transparent)
    {
        (_width, _height, _unit) = (width, height, Math.Min(width, height));
        var random = new Noise(seed);
        var palette = Palette.Choose(random.Fork(1));
        var horizon = random.Between(0.56f, 0.68f, 0);
        var lake = !transparent && random.Value(1) < 0.5f;
        var bottom = lake ? random.Between(0.7f, 0.78f, 2) : 0.97f;
        _waterline = lake ? (int)(bottom * height) : height;
        _water = palette.Middle.Towards(palette.Near, 0.5f);
        _ripples = random.Fork(2);
        _sky = new Sky(random.Fork(3), palette, width, height, horizon, transparent);
        _hills = new Hills(random.Fork(4), palette, width, height, horizon, bottom);
        _mirrored = new Color[width];
    }

    /// <summary>Draws one row, counted from the top.</summary>
    public void Draw(int y, Span<Color> row)
    {
        if (y < _waterline) DrawLand(y, row);
        else DrawWater(y, row);
    }

    private void DrawLand(int y, Span<Color> row)
    {
        if (!_hills.Hide(y)) _sky.Draw(y, row);
        _hills.Draw(y, row);
    }

    /// <summary>The land upside down, shifted by ripples that grow towards the viewer, in the water's color.</summary>
    private void DrawWater(int y, Span<Color> row)
    {
        var below = y - _waterline;
        DrawLand(Math.Max(0, _waterline - 1 - below), _mirrored);
        var depth = below / (float)(_height - _waterline);
        var amplitude = (0.004f + 0.05f * depth) * _unit;
        var tint = 0.18f + 0.4f * depth;
        for (var x = 0; x < row.Length; x++)
        {
            var wave = _ripples.Smooth(x / _unit * (9 - 5 * depth), below / _unit * (150 - 90 * depth)) - 0.5f;
            var source = Math.Abs((int)(x + wave * amplitude));
            source = source < _width ? source : 2 * _width - 1 - source;
            row[x] = _mirrored[source].Towards(_water, tint + 0.12f * wave);
        }
    }
}
