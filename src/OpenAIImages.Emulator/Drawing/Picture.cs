using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>
/// A picture for a prompt. Its pixels follow from the prompt and the index alone, on every machine. (The file's bytes
/// may differ from one version of .NET to the next, whose compression differs.)
/// </summary>
internal sealed class Picture
{
    // An ordered dither (Bayer's 4 × 4) hides the steps that 8 bits leave in a soft gradient.
    private static readonly float[] Dither =
        [.. new[] { 0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5 }.Select(n => (n + 0.5f) / 16)];

    // Previews have none, so that their files are small.
    private static readonly float[] NoDither = [.. Enumerable.Repeat(0.5f, 16)];

    private readonly uint _seed;
    private readonly int _width;
    private readonly int _height;
    private readonly bool _transparent;

    private Picture(uint seed, int width, int height, bool transparent) =>
        (_seed, _width, _height, _transparent) = (seed, width, height, transparent);

    /// <param name="prompt">What the picture is for.</param>
    /// <param name="index">Which of the pictures for the prompt, from 0.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="transparent">Leaves out the sky.</param>
    public static Picture For(string prompt, int index, int width, int height, bool transparent)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{index}\n{prompt}"));
        return new Picture(BinaryPrimitives.ReadUInt32BigEndian(hash), width, height, transparent);
    }

    /// <summary>Writes the finished picture as a PNG file.</summary>
    public void Draw(Stream file) =>
        Write(file, new Landscape(_seed, _width, _height, _transparent).Draw, Dither, CompressionLevel.Fastest);

    /// <summary>
    /// Writes the picture as it is while it is being drawn: with as many pixels, but blurred, each preview less than
    /// the one before, and in a smaller file.
    /// </summary>
    /// <param name="number">Which preview, from 0.</param>
    /// <param name="file">The file to write.</param>
    public void DrawPreview(int number, Stream file)
    {
        var detail = 8f; // pixels on the shorter side, as if drawn so small and enlarged
        for (var i = 0; i < number; i++) detail *= 3;
        var scale = Math.Min(1, detail / Math.Min(_width, _height));
        var blur = new Blur(_seed, (int)(_width * scale), (int)(_height * scale), _width, _height, _transparent);
        Write(file, blur.Draw, NoDither, CompressionLevel.Optimal);
    }

    private delegate void ColorRowSource(int y, Span<Color> row);

    private void Write(Stream file, ColorRowSource draw, float[] thresholds, CompressionLevel compression)
    {
        var colors = new Color[_width];
        PngWriter.Write(file, _width, _height, _transparent, compression, (y, row) =>
        {
            draw(y, colors);
            Quantize(colors, row, thresholds.AsSpan((y & 3) * 4, 4));
        });
    }

    private void Quantize(Color[] colors, Span<byte> row, ReadOnlySpan<float> thresholds)
    {
        var next = 0;
        for (var x = 0; x < colors.Length; x++)
        {
            var color = colors[x];
            var threshold = thresholds[x & 3];
            var scale = color.A is > 0 and < 1 ? 255 / color.A : 255; // PNG's colors are not premultiplied
            row[next++] = (byte)Math.Min(color.R * scale + threshold, 255);
            row[next++] = (byte)Math.Min(color.G * scale + threshold, 255);
            row[next++] = (byte)Math.Min(color.B * scale + threshold, 255);
            if (_transparent) row[next++] = (byte)(color.A * 255 + 0.5f);
        }
    }
}
