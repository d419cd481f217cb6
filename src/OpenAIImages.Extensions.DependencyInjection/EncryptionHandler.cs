using OpenAIImages.Generated;
using OpenAIImages.Generated.Internal;

namespace OpenAIImages.Extensions.DependencyInjection;

/// <summary>
/// Refuses to send the key over unencrypted http to another machine. The options were already checked, but other
/// handlers, such as those of service discovery, choose the address later.
/// </summary>
internal sealed class EncryptionHandler(bool allowInsecureEndpoint) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!allowInsecureEndpoint
            && KeyHeaders.AreIn(request)
            && request.RequestUri is { IsAbsoluteUri: true, Scheme: "http" } address
            && !address.IsThisMachine())
        {
            throw new InvalidOperationException(
                "The request was not sent: a handler chose an unencrypted http address, where others could read the "
                + $"key. Use https, or set {nameof(ImagesClientOptions.AllowInsecureEndpoint)}.");
        }

        return base.SendAsync(request, cancellationToken);
    }
}
