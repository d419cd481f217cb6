using System.IO.Compression;

namespace OpenAIImages.Generated.Http;

/// <summary>Removes one layer of compression. More layers would multiply the size that a few bytes expand to.</summary>
internal static class Decompression
{
    /// <summary>The encodings that requests accept; not deflate, since servers disagree on its format.</summary>
#if NET
    public const string Accepted = "gzip, br";
#else
    public const string Accepted = "gzip";
#endif

    /// <summary>How many bytes of the beginning of a body <see cref="Open"/> needs.</summary>
    public const int StartLength = 2;

    private const string Header = "Content-Encoding";

    /// <summary>Returns whether a body may be compressed.</summary>
    public static bool IsPossible(HttpContent content) => content.Headers.Contains(Header);

    /// <summary>Returns the decompressed body, or the body as it is; null if the encoding is not supported.</summary>
    /// <param name="body">The body.</param>
    /// <param name="start">The beginning of the body, which is read from it again.</param>
    /// <param name="content">The content with the headers of the body.</param>
    public static Stream? Open(Stream body, ReadOnlySpan<byte> start, HttpContent content)
    {
        if (!content.Headers.TryGetValues(Header, out var values)) return body;
        var layers = string.Join(",", values).ToUpperInvariant().Split(',').Select(value => value.Trim())
            .Where(IsEncoding);
        // Some proxies decompress a body, but keep the header.
        var isGzip = start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        var isPlain = start.StartsWith("{"u8); // neither brotli nor deflate
        return string.Join(",", layers) switch
        {
            "" => body,
            "GZIP" or "X-GZIP" when !isGzip => body,
            "BR" or "DEFLATE" when isPlain => body,
            "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
#if NET
            "BR" => new BrotliStream(body, CompressionMode.Decompress),
            "DEFLATE" => new ZLibStream(body, CompressionMode.Decompress),
#endif
            _ => null,
        };
    }

    // Some servers send another word, such as the character encoding, or the aws-chunked of an upload.
    private static bool IsEncoding(string value) =>
        value is "GZIP" or "X-GZIP" or "BR" or "DEFLATE" or "COMPRESS" or "X-COMPRESS" or "ZSTD" or "DCB" or "DCZ";
}
