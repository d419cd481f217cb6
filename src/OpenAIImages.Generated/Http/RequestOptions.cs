namespace OpenAIImages.Generated.Http;

/// <summary>What handlers tell each other about a request: HttpRequestMessage.Options, or Properties before .NET 5.</summary>
internal static class RequestOptions
{
    public static IDictionary<string, object?> Of(HttpRequestMessage request) =>
#if NET
        request.Options;
#else
        request.Properties!;
#endif
}
