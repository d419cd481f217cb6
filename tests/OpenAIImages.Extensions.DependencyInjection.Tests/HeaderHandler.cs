namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>Adds a header to each request that it passes on.</summary>
internal sealed class HeaderHandler(string name, Action? onSend = null) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        onSend?.Invoke();
        request.Headers.Add(name, "1");
        return base.SendAsync(request, cancellationToken);
    }
}
