namespace OpenAIImages.Generated.Http;

/// <summary>Sends one attempt within its time limit, which the caller applies to the body of the response.</summary>
internal static class AttemptSender
{
    /// <summary>
    /// Sends the request. If it passes a <see cref="RetryHandler"/>, that handler takes over the time limit.
    /// </summary>
    public static async ValueTask<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
        ApiRequestMessage request,
        AttemptTimeout timeout,
        CancellationToken cancellationToken)
    {
        // Not every handler looks at the token before it sends.
        cancellationToken.ThrowIfCancellationRequested();
        request.Timeout = timeout;
        try
        {
            using (timeout.Link(cancellationToken))
            {
                var response = await send(request, timeout.Token).ConfigureAwait(false);
                // Older frameworks leave it null if there is no body.
                response.Content ??= new ByteArrayContent([]);
                return response;
            }
        }
        catch (Exception failure)
        {
            timeout.Dispose();
            if (timeout.Explain(failure, cancellationToken) is { } canceled) throw canceled;
            throw;
        }
    }

    /// <summary>Ends the client's time limit, if any, and returns the shorter of that limit and another.</summary>
    public static TimeSpan TakeOverTimeout(HttpRequestMessage request, TimeSpan other)
    {
        if (request is not ApiRequestMessage { Timeout: { } timeout } message) return other;
        timeout.Dispose();
        message.Timeout = null;
        var isShorter = other == Timeout.InfiniteTimeSpan || timeout.Limit < other;
        return isShorter && timeout.Limit != Timeout.InfiniteTimeSpan ? timeout.Limit : other;
    }
}
