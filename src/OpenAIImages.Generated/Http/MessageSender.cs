namespace OpenAIImages.Generated.Http;

/// <summary>Sends requests through an HttpClient, each within the time limit of an attempt.</summary>
internal sealed class MessageSender(
    HttpClient httpClient, bool ownsHttpClient, ImagesClientOptions options) : IDisposable
{
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send =
        (message, token) => httpClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token);

    private volatile bool _isDisposed;

    /// <summary>Sends a request and returns when the headers of the response have arrived.</summary>
    public async ValueTask<HttpResponseMessage> SendAsync(
        ApiRequestMessage request, CancellationToken cancellationToken)
    {
#if NET
        request.Version = httpClient.DefaultRequestVersion;
        request.VersionPolicy = httpClient.DefaultVersionPolicy;
#endif
        try
        {
            var timeout = new AttemptTimeout(options.Timeout, options.TimeProvider);
            var response = await AttemptSender.SendAsync(
                _send, request, timeout, cancellationToken).ConfigureAwait(false);
            // A handler may have sent a copy, but only this request knows the secrets of the call.
            response.RequestMessage = request;
            return response;
        }
        catch (HttpRequestException failure) when (HttpFailure.MayQuoteServer(failure))
        {
            throw HttpFailure.CreateNotHttp();
        }
        catch (OperationCanceledException failure) when (
            _isDisposed && !cancellationToken.IsCancellationRequested && failure.InnerException is not TimeoutException)
        {
            throw new TaskCanceledException("The call was canceled: the ImagesClient was disposed.", failure);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        if (ownsHttpClient) httpClient.Dispose();
    }
}
