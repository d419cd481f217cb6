namespace OpenAIImages.Extensions.DependencyInjection;

/// <summary>
/// Sends each request through the handlers that the factory has at that time. A client that is kept would otherwise
/// keep its first handlers, and with them connections to addresses that DNS may have changed since.
/// </summary>
internal sealed class RenewedHandler(IHttpMessageHandlerFactory factory, string name) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Disposing it leaves the handlers alone: they are the factory's.
        using var invoker = new HttpMessageInvoker(factory.CreateHandler(name), disposeHandler: false);
        return await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
