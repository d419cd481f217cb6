using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>Fills one row of pixels: three bytes each (R, G, B), or four with alpha, not premultiplied.</summary>
internal delegate void PixelRowSource(int y, Span<byte> row);

/// <summary>
/// Writes PNG (ISO/IEC 15948): 8 bits for each channel, with or without alpha. By hand, because it is a page of code
/// over the framework's zlib: of the imaging packages one brings native binaries for each platform, another a licence
/// that not every user can take.
/// </summary>
internal static class PngWriter
{
    private const byte TrueColor = 2;
    private const byte TrueColorWithAlpha = 6;
    private const byte FilterUp = 2;
    private const int DataLength = 64 * 1024; // of a chunk of compressed pixels

    private static readonly uint[] CrcTable = CreateCrcTable();

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes a file, whose rows are asked for from top to bottom, each once.</summary>
    public static void Write(
        Stream file, int width, int height, bool hasAlpha, CompressionLevel compression, PixelRowSource rows)
    {
        file.Write(Signature);
        WriteChunk(file, "IHDR", Header(width, height, hasAlpha));
        WriteChunk(file, "tEXt", Encoding.Latin1.GetBytes("Software\0OpenAIImages.Emulator"));
        using (var zlib = new ZLibStream(new BufferedStream(new PngDataStream(file), DataLength), compression))
        {
            WriteRows(zlib, width * (hasAlpha ? 4 : 3), height, rows);
        }

        WriteChunk(file, "IEND", []);
    }

    private static byte[] Header(int width, int height, bool hasAlpha)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits for each channel
        header[9] = hasAlpha ? TrueColorWithAlpha : TrueColor;
        return header; // the rest is 0: deflate, the standard filters, not interlaced
    }

    private static void WriteRows(Stream zlib, int rowLength, int height, PixelRowSource rows)
    {
        var current = new byte[rowLength];
        var previous = new byte[rowLength]; // the row above the first counts as zeros
        var filtered = new byte[rowLength + 1];
        filtered[0] = FilterUp;
        for (var y = 0; y < height; y++)
        {
            rows(y, current);
            for (var i = 0; i < rowLength; i++) filtered[i + 1] = (byte)(current[i] - previous[i]);
            zlib.Write(filtered);
            (current, previous) = (previous, current);
        }
    }

    internal static void WriteChunk(Stream file, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> field = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(field, data.Length);
        file.Write(field);
        Encoding.ASCII.GetBytes(type, field);
        file.Write(field);
        var crc = Crc(Crc(uint.MaxValue, field), data) ^ uint.MaxValue;
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(field, crc);
        file.Write(field);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data) crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] CreateCrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var c = n;
            for (var bit = 0; bit < 8; bit++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }
        return table;
    }
}
