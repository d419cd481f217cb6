namespace OpenAIImages.Extensions.DependencyInjection;

/// <summary>
/// Sends each request through the current handlers of the factory. Otherwise a long-lived client would keep its first
/// handlers, and with them connections to addresses that may have changed in DNS.
/// </summary>
internal sealed class RenewedHandler(IHttpMessageHandlerFactory factory, string name) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // This does not dispose the handlers, which belong to the factory.
        using var invoker = new HttpMessageInvoker(factory.CreateHandler(name), disposeHandler: false);
        return await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
