namespace OpenAIImages.Cli;

/// <summary>Adds headers to requests for the endpoint, and to no others.</summary>
internal sealed class HeaderHandler(Uri endpoint, IReadOnlyList<(string Name, string Value)> headers)
    : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsForEndpoint(request.RequestUri))
        {
            // A header with this name replaces the client's header. This handler sees each attempt of a request.
            foreach (var (name, _) in headers) request.Headers.Remove(name);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private bool IsForEndpoint(Uri? address) =>
        address is { IsAbsoluteUri: true }
        && address.GetLeftPart(UriPartial.Authority) == endpoint.GetLeftPart(UriPartial.Authority);
}
