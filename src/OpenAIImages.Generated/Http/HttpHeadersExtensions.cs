using System.Net.Http.Headers;

namespace OpenAIImages.Generated.Http;

/// <summary>What collections of headers lack.</summary>
internal static class HttpHeadersExtensions
{
    /// <summary>Adds all headers to others as they are, also those that .NET cannot parse.</summary>
    public static void CopyTo(this HttpHeaders headers, HttpHeaders target)
    {
#if NET
        foreach (var (name, values) in headers.NonValidated) target.TryAddWithoutValidation(name, values);
#else
        foreach (var header in headers) target.TryAddWithoutValidation(header.Key, header.Value);
#endif
    }
}
