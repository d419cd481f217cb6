using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>
/// A picture for a prompt. Its pixels follow from the prompt and the index alone, on every machine. (The file's bytes may
/// differ between versions of .NET, whose compression differs.)
/// </summary>
internal sealed class Picture(string prompt, int index, int width, int height, bool transparent)
{
    // An ordered dither (Bayer's 4 × 4) hides the steps that 8 bits leave in a soft gradient.
    private static readonly float[] Dither = [.. new[] { 0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5 }.Select(n => (n + 0.5f) / 16)];

    private readonly uint _seed = Seed(prompt, index);

    /// <summary>The finished picture as a PNG file.</summary>
    public byte[] Draw()
    {
        var landscape = new Landscape(_seed, width, height, transparent);
        return Write(landscape.Draw);
    }

    /// <summary>The same picture, blurred: as if drawn with this many pixels on its shorter side.</summary>
    public byte[] DrawBlurred(int detail)
    {
        var scale = Math.Min(1, detail / (float)Math.Min(width, height));
        var blur = new Blur(_seed, (int)(width * scale), (int)(height * scale), width, height, transparent);
        return Write(blur.Draw);
    }

    private delegate void ColorRowSource(int y, Span<Color> row);

    private byte[] Write(ColorRowSource draw)
    {
        var colors = new Color[width];
        return PngWriter.Write(width, height, transparent, (y, row) =>
        {
            draw(y, colors);
            Quantize(colors, y, row);
        });
    }

    private void Quantize(Color[] colors, int y, Span<byte> row)
    {
        var next = 0;
        for (var x = 0; x < colors.Length; x++)
        {
            var color = colors[x];
            var threshold = Dither[(y & 3) * 4 + (x & 3)];
            var scale = color.A is > 0 and < 1 ? 255 / color.A : 255; // PNG's colors are not premultiplied
            row[next++] = (byte)Math.Min(color.R * scale + threshold, 255);
            row[next++] = (byte)Math.Min(color.G * scale + threshold, 255);
            row[next++] = (byte)Math.Min(color.B * scale + threshold, 255);
            if (transparent)
                row[next++] = (byte)(color.A * 255 + 0.5f);
        }
    }

    private static uint Seed(string prompt, int index)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{index}\n{prompt}"));
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }
}
