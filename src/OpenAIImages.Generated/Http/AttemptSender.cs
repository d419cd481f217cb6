namespace OpenAIImages.Generated.Http;

/// <summary>Sends one attempt within its time limit, which goes on over the body of the response.</summary>
internal static class AttemptSender
{
    /// <summary>Sends the request; the content of the response is a <see cref="TimeoutContent"/>.</summary>
    /// <remarks>
    /// A <see cref="RetryHandler"/> that the request passes takes over the time limit, and wraps the content.
    /// </remarks>
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
            HttpResponseMessage response;
            using (timeout.Link(cancellationToken))
            {
                response = await send(request, timeout.Token).ConfigureAwait(false);
            }

            // Older frameworks leave it null if there is no body.
            response.Content ??= new ByteArrayContent([]);
            if (request.Timeout is not null) response.Content = new TimeoutContent(response.Content, timeout);
            return response;
        }
        catch (Exception failure)
        {
            timeout.Dispose();
            if (timeout.Explain(failure, cancellationToken) is { } canceled) throw canceled;
            throw;
        }
    }

    /// <summary>
    /// For a handler that limits each attempt itself: ends the time limit that the client set, and returns it; null if
    /// none.
    /// </summary>
    public static TimeSpan? TakeOverTimeout(HttpRequestMessage request)
    {
        if (request is not ApiRequestMessage { Timeout: { } timeout } message) return null;
        timeout.Dispose();
        message.Timeout = null;
        return timeout.Limit;
    }
}
