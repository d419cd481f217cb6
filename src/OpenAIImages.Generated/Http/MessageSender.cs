namespace OpenAIImages.Generated.Http;

/// <summary>Sends requests through an HttpClient, each within the time limit of an attempt.</summary>
internal sealed class MessageSender : IDisposable
{
    private readonly HttpClient _httpClient;
    private readonly bool _ownsHttpClient;
    private readonly ImagesClientOptions _options;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send;
    private volatile bool _isDisposed;

    public MessageSender(HttpClient httpClient, bool ownsHttpClient, ImagesClientOptions options)
    {
        _httpClient = httpClient;
        _ownsHttpClient = ownsHttpClient;
        _options = options;
        _send = (message, token) => httpClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token);
    }

    /// <summary>Sends a request, and returns when the headers of the response are there.</summary>
    public async ValueTask<HttpResponseMessage> SendAsync(
        ApiRequestMessage message, CancellationToken cancellationToken)
    {
#if NET
        message.Version = _httpClient.DefaultRequestVersion;
        message.VersionPolicy = _httpClient.DefaultVersionPolicy;
#endif
        try
        {
            var timeout = new AttemptTimeout(_options.Timeout, _options.TimeProvider);
            var response = await AttemptSender.SendAsync(
                _send, message, timeout, cancellationToken).ConfigureAwait(false);
            // Not a handler's copy: this one knows the secrets of the call.
            response.RequestMessage = message;
            return response;
        }
        catch (HttpRequestException failure) when (HttpFailure.MayQuoteServer(failure))
        {
            throw HttpFailure.CreateNotHttp();
        }
        catch (OperationCanceledException failure) when (
            _isDisposed && !cancellationToken.IsCancellationRequested && failure.InnerException is not TimeoutException)
        {
            throw new TaskCanceledException(
                $"The call was canceled: the {nameof(ImagesClient)} was disposed.", failure);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        if (_ownsHttpClient) _httpClient.Dispose();
    }
}
