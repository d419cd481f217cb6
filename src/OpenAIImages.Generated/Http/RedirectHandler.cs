namespace OpenAIImages.Generated.Http;

/// <summary>
/// Follows a few redirects of a download. The runtime's own way also follows those to ftp: and file: addresses, and breaks
/// on them; here an address that is not http or https, or that leaves https, is the end, and its answer the caller's.
/// </summary>
internal sealed class RedirectHandler(HttpMessageHandler innerHandler) : DelegatingHandler(innerHandler)
{
    private const int MaxRedirects = 5;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        for (var redirects = 0; redirects < MaxRedirects; redirects++)
        {
            var next = Next(request.RequestUri!, response);
            if (next is null) break;
            response.Dispose();
            request = new ApiRequestMessage(HttpMethod.Get, next);
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private static Uri? Next(Uri address, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)
            || !Uri.TryCreate(address, response.Headers.Location, out var next))
        {
            return null;
        }

        var leavesHttps = address.Scheme == Uri.UriSchemeHttps && next.Scheme != address.Scheme;
        return UriExtensions.IsHttp(next) && !leavesHttps ? next : null;
    }
}
