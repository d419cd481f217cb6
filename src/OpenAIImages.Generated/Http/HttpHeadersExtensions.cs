using System.Net.Http.Headers;

namespace OpenAIImages.Generated.Http;

/// <summary>Extension methods for collections of headers.</summary>
internal static class HttpHeadersExtensions
{
    /// <summary>Copies all headers unchanged, including those that .NET cannot parse.</summary>
    public static void CopyTo(this HttpHeaders headers, HttpHeaders target)
    {
#if NET
        foreach (var (name, values) in headers.NonValidated) target.TryAddWithoutValidation(name, values);
#else
        foreach (var header in headers) target.TryAddWithoutValidation(header.Key, header.Value);
#endif
    }
}
