namespace OpenAIImages.Generated.Http;

/// <summary>A request for each attempt, since one message can be sent only once, and handlers may add to it.</summary>
internal static class HttpRequestMessageExtensions
{
    /// <summary>Makes the content one that can be sent again.</summary>
    public static async Task BufferAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is null or ByteArrayContent)
        {
            return;
        }

#if NET10_0_OR_GREATER
        await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
#else
        cancellationToken.ThrowIfCancellationRequested();
        await content.LoadIntoBufferAsync().ConfigureAwait(false);
#endif
    }

    /// <summary>The same request, with the same content, as a message that was not yet sent.</summary>
    public static ApiRequestMessage Of(HttpRequestMessage request)
    {
        var copy = new ApiRequestMessage(request.Method, request.RequestUri)
        {
            Content = request.Content,
            Version = request.Version,
#if NET
            VersionPolicy = request.VersionPolicy,
#endif
        };
#if NET
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }
#else
        foreach (var header in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
#endif
        var options = RequestOptions.Of(copy);
        foreach (var option in RequestOptions.Of(request))
        {
            options[option.Key] = option.Value;
        }

        return copy;
    }
}
