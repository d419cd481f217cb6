using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace OpenAIImages.Tests;

/// <summary>Reads and checks a PNG file, with code that is independent of the emulator.</summary>
internal sealed class PngFile
{
    private PngFile(int width, int height, int channels, byte[] pixels) =>
        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);

    public int Width { get; }

    public int Height { get; }

    /// <summary>The number of channels: 3, or 4 with alpha.</summary>
    public int Channels { get; }

    /// <summary>The channels of the pixels, row by row from the top left.</summary>
    public byte[] Pixels { get; }

    public bool HasAlpha => Channels == 4;

    /// <summary>How much adjacent pixels differ: less in a blurred picture.</summary>
    public double Sharpness
    {
        get
        {
            double sum = 0;
            for (var i = Channels; i < Pixels.Length; i++)
            {
                var difference = Pixels[i] - Pixels[i - Channels];
                sum += difference * difference; // squared, so that one edge counts more than a slope of the same height
            }
            return sum / Pixels.Length;
        }
    }

    /// <summary>Returns whether all pixels are the same.</summary>
    public bool LooksLike(PngFile other) =>
        (Width, Height, Channels) == (other.Width, other.Height, other.Channels)
        && Pixels.AsSpan().SequenceEqual(other.Pixels);

    public static PngFile Parse(byte[] file)
    {
        file.Take(8)
            .Should().Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "a PNG begins with its signature");
        var chunks = ReadChunks(file.AsMemory(8)).ToList();
        chunks[0].Type.Should().Be("IHDR");
        chunks[^1].Should().Match<Chunk>(last => last.Type == "IEND" && last.Data.Length == 0);

        var header = chunks[0].Data.Span;
        var width = BinaryPrimitives.ReadInt32BigEndian(header);
        var height = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        header[8].Should().Be(8, "each channel has 8 bits");
        header[9].Should().BeOneOf([2, 6], "the color is true, with or without alpha");
        header[10..].ToArray().Should().AllBeEquivalentTo(0);
        var channels = header[9] == 6 ? 4 : 3;

        var data = Inflate(chunks.Where(chunk => chunk.Type == "IDAT"));
        data.Length.Should().Be(height * (1 + width * channels), "each row is a filter's number and its pixels");
        return new PngFile(width, height, channels, Unfilter(data, height, width * channels, channels));
    }

    private static IEnumerable<Chunk> ReadChunks(ReadOnlyMemory<byte> rest)
    {
        while (rest.Length > 0)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest.Span);
            var typeAndData = rest.Slice(4, 4 + length);
            var crc = BinaryPrimitives.ReadUInt32BigEndian(rest.Span[(8 + length)..]);
            var type = Encoding.ASCII.GetString(typeAndData.Span[..4]);
            crc.Should().Be(Crc(typeAndData.Span), "the checksum of {0} fits", type);
            yield return new Chunk(type, typeAndData[4..]);
            rest = rest[(12 + length)..];
        }
    }

    private static byte[] Inflate(IEnumerable<Chunk> chunks)
    {
        using var deflated = new MemoryStream();
        foreach (var chunk in chunks)
        {
            deflated.Write(chunk.Data.Span);
        }

        deflated.Position = 0;
        using var zlib = new ZLibStream(deflated, CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        zlib.CopyTo(inflated);
        return inflated.ToArray();
    }

    private static byte[] Unfilter(byte[] data, int height, int rowLength, int channels)
    {
        var pixels = new byte[height * rowLength];
        for (var y = 0; y < height; y++)
        {
            var filter = data[y * (rowLength + 1)];
            if (filter > 2)
            {
                throw new NotSupportedException("This reader knows the filters none, sub and up.");
            }

            for (var i = 0; i < rowLength; i++)
            {
                var at = y * rowLength + i;
                var predicted = filter switch
                {
                    1 when i >= channels => pixels[at - channels],
                    2 when y > 0 => pixels[at - rowLength],
                    _ => (byte)0,
                };
                pixels[at] = (byte)(data[y * (rowLength + 1) + 1 + i] + predicted);
            }
        }
        return pixels;
    }

    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }
        return ~crc;
    }

    private sealed record Chunk(string Type, ReadOnlyMemory<byte> Data);
}
