using System.Numerics;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>Draws a scene into pixels, row by row.</summary>
internal sealed class Raster
{
    private const float HazeDepth = 0.4f; // below a ridge's highest top, in units of the shorter side

    private readonly Scene _scene;
    private readonly Image<Rgba32> _image;
    private readonly bool _isTransparent;
    private readonly float _unit;
    private readonly Vector2 _sun;
    private readonly float[][] _tops;
    private readonly float[] _peaks;

    private Raster(Scene scene, Image<Rgba32> image, bool isTransparent, float rise)
    {
        (_scene, _image, _isTransparent) = (scene, image, isTransparent);
        _unit = Math.Min(image.Width, image.Height);
        _sun = (scene.Sun - new Vector2(0, rise)) * new Vector2(image.Width, image.Height);
        _tops = [.. scene.Ridges.Select(ridge => Enumerable.Range(0, image.Width + 1)
            .Select(x => ridge.Top(x, image.Width, image.Height)).ToArray())];
        _peaks = [.. _tops.Select(tops => tops.Min())];
    }

    /// <summary>Draws a picture.</summary>
    /// <param name="scene">What to draw.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="isTransparent">Leaves out the sky.</param>
    /// <param name="rise">How far the sun is above its place, as a share of the height.</param>
    public static Image<Rgba32> Draw(Scene scene, int width, int height, bool isTransparent, float rise = 0)
    {
        var image = new Image<Rgba32>(width, height);
        var raster = new Raster(scene, image, isTransparent, rise);
        image.Mutate(it => it.ProcessPixelRowsAsVector4(
            (row, start) => raster.DrawRow(row, start.Y), PixelConversionModifiers.Premultiply));
        return image;
    }

    private void DrawRow(Span<Vector4> row, int y)
    {
        DrawSky(row, y + 0.5f);
        for (var ridge = 0; ridge < _tops.Length; ridge++)
        {
            if (y + 1 < _peaks[ridge]) continue;
            var (palette, nearness) = (_scene.Palette, _scene.Ridges[ridge].Nearness);
            var haze = Noise.Step(0, HazeDepth, (y - _peaks[ridge]) / _unit);
            DrawRidge(row, y, _tops[ridge], palette.Ridge(nearness).Towards(palette.Haze(nearness), haze));
        }
    }

    private void DrawSky(Span<Vector4> row, float y)
    {
        var sky = _isTransparent ? default : _scene.Palette.Sky(y / (_image.Height * _scene.Horizon));
        for (var x = 0; x < row.Length; x++)
        {
            var square = (new Vector2(x + 0.5f, y) - _sun).LengthSquared() / (_unit * _unit);
            var disc = Math.Clamp((_scene.SunRadius - MathF.Sqrt(square)) * _unit + 0.5f, 0, 1);
            var glow = _isTransparent ? 0 : 0.7f / (1 + square * 30);
            row[x] = sky.Towards(_scene.Palette.Light, glow + (1 - glow) * disc);
        }
    }

    private static void DrawRidge(Span<Vector4> row, int y, float[] tops, Vector4 color)
    {
        for (var x = 0; x < row.Length; x++)
        {
            // The share of the pixel that is below the edge, which runs from its left to its right side.
            var (left, right) = (tops[x], tops[x + 1]);
            var coverage = (y + 0.5f - (left + right) / 2) / (1 + Math.Abs(right - left)) + 0.5f;
            if (coverage > 0) row[x] = row[x].Towards(color, Math.Min(coverage, 1));
        }
    }
}
