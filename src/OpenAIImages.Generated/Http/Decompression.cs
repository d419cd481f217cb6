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

    /// <summary>Returns the decompressed body, or the body as it is; null if the encoding is not supported.</summary>
    public static Stream? Open(Stream body, HttpContent content)
    {
        if (!content.Headers.TryGetValues("Content-Encoding", out var values)) return body;
        var layers = string.Join(",", values).ToUpperInvariant().Split(',').Select(value => value.Trim())
            .Where(IsEncoding);
        return string.Join(",", layers) switch
        {
            "" => body,
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
