using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>Draws a scene into pixels, from top to bottom.</summary>
internal sealed class Raster
{
    private const float HazeDepth = 0.4f; // below a ridge's top, in units of the shorter side

    // An ordered dither (Bayer's 4 × 4) hides the steps that 8 bits leave in a soft gradient.
    private static readonly float[] Dither =
        [.. new[] { 0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5 }.Select(n => (n + 0.5f) / 16)];

    private readonly Scene _scene;
    private readonly int _width;
    private readonly int _height;
    private readonly float _unit;
    private readonly bool _transparent;
    private readonly (float X, float Y) _sun;
    private readonly (float[] Tops, float Peak, float Valley)[] _ridges;

    /// <param name="scene">The scene.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="transparent">Leaves out the sky.</param>
    /// <param name="rise">How far the sun is above its place, as a share of the height.</param>
    public Raster(Scene scene, int width, int height, bool transparent, float rise = 0)
    {
        (_scene, _width, _height, _unit, _transparent) = (scene, width, height, Math.Min(width, height), transparent);
        _sun = (scene.SunX * width, (scene.SunY - rise) * height);
        _ridges = [.. scene.Ridges.Select(ridge =>
        {
            var tops = Enumerable.Range(0, width).Select(x => ridge.Top(x + 0.5f, width, height)).ToArray();
            return (tops, tops.Min(), tops.Max());
        })];
    }

    /// <summary>Draws the picture into an image of its size.</summary>
    /// <param name="image">The image.</param>
    /// <param name="dithered">Whether colors between two of 256 steps are mixed from both.</param>
    public void Draw(ImageFrame<Rgba32> image, bool dithered = true) => image.ProcessPixelRows(rows =>
    {
        var colors = new Color[_width];
        for (var y = 0; y < _height; y++)
        {
            DrawRow(y, colors);
            Quantize(colors, rows.GetRowSpan(y), dithered ? Dither.AsSpan((y & 3) * 4, 4) : [0.5f, 0.5f, 0.5f, 0.5f]);
        }
    });

    private void DrawRow(int y, Span<Color> row)
    {
        // What fills the whole row hides what is behind it.
        var first = Array.FindLastIndex(_ridges, ridge => y > ridge.Valley + 1);
        if (first >= 0) row.Fill(ShadeOf(first, y));
        else DrawSky(y, row);
        for (var i = first + 1; i < _ridges.Length; i++)
        {
            if (y + 1 > _ridges[i].Peak) DrawRidge(_ridges[i].Tops, y, ShadeOf(i, y), row);
        }
    }

    private void DrawSky(int y, Span<Color> row)
    {
        if (_transparent) row.Clear();
        else DrawGradient(y, row);
        var size = Math.Max(0.0013f * _unit, 0.6f);
        foreach (var star in _transparent ? [] : _scene.Stars)
        {
            var brightness = star.Brightness * Math.Min(1, 0.0013f * _unit / size); // of less than a pixel
            DrawDisc(star.X * _width, star.Y * _height, size, brightness, y, row);
        }

        DrawDisc(_sun.X, _sun.Y, _scene.SunRadius * _unit, 1, y, row);
    }

    private void DrawGradient(int y, Span<Color> row)
    {
        var background = _scene.Palette.Sky((y + 0.5f) / (_height * _scene.Horizon));
        var dy = (y + 0.5f - _sun.Y) / _unit;
        for (var x = 0; x < row.Length; x++)
        {
            var dx = (x + 0.5f - _sun.X) / _unit;
            row[x] = background.Towards(_scene.Palette.Light, 0.7f / (1 + (dx * dx + dy * dy) * 30));
        }
    }

    private void DrawDisc(float centerX, float centerY, float radius, float brightness, int y, Span<Color> row)
    {
        var dy = y + 0.5f - centerY;
        if (Math.Abs(dy) > radius + 1) return;
        var end = Math.Min(_width, (int)(centerX + radius + 2));
        for (var x = Math.Max(0, (int)(centerX - radius - 1)); x < end; x++)
        {
            var dx = x + 0.5f - centerX;
            var coverage = Math.Clamp(radius - MathF.Sqrt(dx * dx + dy * dy) + 0.5f, 0, 1);
            row[x] = row[x].Towards(_scene.Palette.Light, coverage * brightness);
        }
    }

    private static void DrawRidge(float[] tops, int y, Color color, Span<Color> row)
    {
        for (var x = 0; x < row.Length; x++)
        {
            // Smoothed across the slope, so that steep edges are as soft as flat ones.
            var slope = (tops[Math.Min(x + 1, tops.Length - 1)] - tops[Math.Max(x - 1, 0)]) * 0.5f;
            var coverage = (y + 0.5f - tops[x]) / MathF.Sqrt(1 + slope * slope) + 0.5f;
            if (coverage > 0) row[x] = row[x].Towards(color, Math.Min(coverage, 1));
        }
    }

    private Color ShadeOf(int ridge, int y) => _scene.Ridges[ridge].Color.Towards(
        _scene.Ridges[ridge].Haze, Noise.Step(0, HazeDepth, (y - _ridges[ridge].Peak) / _unit));

    private static void Quantize(ReadOnlySpan<Color> colors, Span<Rgba32> row, ReadOnlySpan<float> thresholds)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var (color, threshold) = (colors[x], thresholds[x & 3]);
            var scale = color.A is > 0 and < 1 ? 255 / color.A : 255; // pixels are not premultiplied
            row[x] = new Rgba32(
                (byte)Math.Min(color.R * scale + threshold, 255),
                (byte)Math.Min(color.G * scale + threshold, 255),
                (byte)Math.Min(color.B * scale + threshold, 255),
                (byte)(color.A * 255 + 0.5f));
        }
    }
}
