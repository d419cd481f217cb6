using OpenAIImages.Generated.Internal;

namespace OpenAIImages.Generated.Http;

/// <summary>
/// Follows a few redirects of a download. A redirect to an address that is not http or https, or from https to http, is
/// not followed; its response is returned. The runtime's own handler throws for some of these.
/// </summary>
internal sealed class RedirectHandler(
    DownloadPolicy policy, HttpMessageHandler innerHandler) : DelegatingHandler(innerHandler)
{
    private const int MaxRedirects = 5;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        for (var redirects = 0; redirects < MaxRedirects; redirects++)
        {
            if (GetTarget(request.RequestUri!, response) is not { } target) break;
            response.Dispose();
            policy.Check(target);
            request = new ApiRequestMessage(HttpMethod.Get, target);
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private static Uri? GetTarget(Uri address, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)
            || !Uri.TryCreate(address, response.Headers.Location, out var target))
        {
            return null;
        }

        var leavesHttps = address.Scheme == Uri.UriSchemeHttps && target.Scheme != address.Scheme;
        return target.IsHttp() && !leavesHttps ? target : null;
    }
}
