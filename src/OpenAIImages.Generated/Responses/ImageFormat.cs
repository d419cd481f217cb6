using System.Text;

namespace OpenAIImages.Generated.Responses;

/// <summary>Tells the format of an image from how its file begins; what a server says of it may be missing, or wrong.</summary>
internal static class ImageFormat
{
    /// <summary>All that <see cref="ExtensionOf"/> may return.</summary>
    public static readonly IReadOnlyList<string> Extensions = [".png", ".jpg", ".gif", ".webp", ".svg", ".bin"];

    /// <summary>The extension of the format, with its dot; <c>.bin</c> for one that is not known.</summary>
    public static string ExtensionOf(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return ".png";
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return ".jpg";
        if (start.StartsWith("GIF8"u8)) return ".gif";
        if (start.Length >= 12 && start.StartsWith("RIFF"u8) && start.Slice(8, 4).SequenceEqual("WEBP"u8)) return ".webp";
        return IsSvg(start) ? ".svg" : ".bin";
    }

    private static bool IsSvg(ReadOnlySpan<byte> start)
    {
        var text = Encoding.UTF8.GetString(start.ToArray()).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.StartsWith("<svg", StringComparison.Ordinal)
            || (text.StartsWith("<?xml", StringComparison.Ordinal) && text.Contains("<svg"));
    }
}
