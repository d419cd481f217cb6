using System.Text;

namespace OpenAIImages.Generated.Responses;

/// <summary>An image format, detected from the first bytes of a file, since a server may report a wrong one.</summary>
internal sealed class ImageFormat
{
    /// <summary>How many bytes <see cref="Detect"/> needs at most.</summary>
    public const int MaxSignatureLength = 1024;

    private ImageFormat(string extension, string mediaType)
    {
        Extension = extension;
        MediaType = mediaType;
    }

    public static ImageFormat Png { get; } = new(".png", "image/png");

    public static ImageFormat Jpeg { get; } = new(".jpg", "image/jpeg");

    public static ImageFormat Gif { get; } = new(".gif", "image/gif");

    public static ImageFormat Webp { get; } = new(".webp", "image/webp");

    public static ImageFormat Svg { get; } = new(".svg", "image/svg+xml");

    public static ImageFormat Avif { get; } = new(".avif", "image/avif");

    public static ImageFormat Bmp { get; } = new(".bmp", "image/bmp");

    private static ImageFormat[] All => [Png, Jpeg, Gif, Webp, Svg, Avif, Bmp];

    /// <summary>Gets the extension, with its dot.</summary>
    public string Extension { get; }

    public string MediaType { get; }

    /// <summary>Returns the format of a file that begins with these bytes; null if it is not a known image.</summary>
    public static ImageFormat? Detect(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? Png
        : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8) ? Gif
        : start.Length >= 12 && start.StartsWith("RIFF"u8) && start.Slice(8, 4).SequenceEqual("WEBP"u8) ? Webp
        : start.Length >= 12 && start.Slice(4, 8).SequenceEqual("ftypavif"u8) ? Avif
        : start.Length >= 14 && start.StartsWith("BM"u8) && start.Slice(6, 4).SequenceEqual("\0\0\0\0"u8) ? Bmp
        : IsSvg(start) ? Svg
        : null;

    /// <summary>Returns the format with a name as in <c>output_format</c>; null if it is unknown.</summary>
    public static ImageFormat? Of(string? name) =>
        All.FirstOrDefault(known => known.MediaType.Split('/', '+')[1] == name);

    /// <summary>Returns whether the root element is <c>svg</c>, after a declaration, comments and a doctype.</summary>
    private static bool IsSvg(ReadOnlySpan<byte> start)
    {
        if (start.Length > MaxSignatureLength) start = start.Slice(0, MaxSignatureLength);
        if (start.IndexOf((byte)'<') < 0) return false;
        var text = Encoding.UTF8.GetString(start.ToArray()).TrimStart('\uFEFF');
        while (true)
        {
            text = text.TrimStart(' ', '\t', '\r', '\n');
            var end = text.StartsWith("<?", StringComparison.Ordinal) ? "?>"
                : text.StartsWith("<!--", StringComparison.Ordinal) ? "-->"
                : text.StartsWith("<!", StringComparison.Ordinal) ? ">"
                : null;
            if (end is null) break;
            var position = text.IndexOf(end, StringComparison.Ordinal);
            if (position < 0) return false;
            text = text.Substring(position + end.Length);
        }

        return text.StartsWith("<svg", StringComparison.Ordinal)
            && (text.Length == 4 || text[4] is ' ' or '\t' or '\r' or '\n' or '>' or '/');
    }
}
