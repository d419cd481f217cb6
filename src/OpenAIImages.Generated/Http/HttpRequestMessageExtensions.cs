namespace OpenAIImages.Generated.Http;

/// <summary>Extension methods for handlers that send a request several times.</summary>
internal static class HttpRequestMessageExtensions
{
    /// <summary>Makes sure that the content can be sent more than once.</summary>
    public static async Task BufferContentAsync(this HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null or ByteArrayContent) return;
#if NET10_0_OR_GREATER
        await request.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
#else
        cancellationToken.ThrowIfCancellationRequested();
        await request.Content.LoadIntoBufferAsync().ConfigureAwait(false);
#endif
    }

    /// <summary>Returns a copy with the same content: a message can be sent only once.</summary>
    public static ApiRequestMessage Copy(this HttpRequestMessage request)
    {
        var copy = new ApiRequestMessage(request.Method, request.RequestUri)
        {
            Content = request.Content,
            Version = request.Version,
#if NET
            VersionPolicy = request.VersionPolicy,
#endif
        };
        request.Headers.CopyTo(copy.Headers);
        IDictionary<string, object?> options = OptionsOf(copy);
        foreach (var option in OptionsOf(request)) options[option.Key] = option.Value;
        return copy;
    }

#if NET
    private static HttpRequestOptions OptionsOf(HttpRequestMessage request) => request.Options;
#else
    private static IDictionary<string, object?> OptionsOf(HttpRequestMessage request) => request.Properties!;
#endif
}
