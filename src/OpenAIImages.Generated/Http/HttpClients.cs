using System.Net;
#if NET
using System.Net.Sockets;
#endif

namespace OpenAIImages.Generated.Http;

/// <summary>Creates the HttpClients of a client that is created without one.</summary>
internal static class HttpClients
{
    private const int MaxResponseHeadersKilobytes = 64;

    /// <summary>
    /// For calls of the API. Redirects are not followed: they would carry an api-key header to any host, and turn some
    /// POSTs into GETs.
    /// </summary>
    public static HttpClient CreateForApi(ImagesClientOptions options) =>
        Create(options, CreateConnections(policy: null));

    /// <summary>
    /// For downloads of images, without a key. A few redirects are followed, if the policy allows them.
    /// </summary>
    public static HttpClient CreateForDownloads(ImagesClientOptions options, DownloadPolicy policy) =>
        Create(options, new RedirectHandler(policy, CreateConnections(policy)));

    // The retry handler limits each attempt; a limit for all attempts together is up to the caller. Bodies are
    // decompressed where they are read, so that their size is limited before and after decompression.
    private static HttpClient Create(ImagesClientOptions options, HttpMessageHandler connections) =>
        new(new RetryHandler(options) { InnerHandler = connections })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "Accept-Encoding", Decompression.Accepted } },
        };

#if NET
    private static SocketsHttpHandler CreateConnections(DownloadPolicy? policy) => new()
    {
        // If a response is disposed near its end, the connection is reused. If it is disposed earlier, the connection
        // is closed soon, so that the server notices.
        MaxResponseDrainSize = 4096,
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(100),
        // So that DNS changes are noticed. Connections in use are not closed.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        Proxy = new LoopbackBypassingProxy(HttpClient.DefaultProxy),
        ConnectCallback = policy is { ChecksAddresses: true }
            ? (context, token) => ConnectAsync(policy, context, token)
            : null,
        AllowAutoRedirect = false,
        MaxResponseHeadersLength = MaxResponseHeadersKilobytes,
        UseCookies = false,
    };

    /// <summary>
    /// Connects to the allowed addresses of the host. A proxy is not checked, since the server did not choose it.
    /// </summary>
    private static async ValueTask<Stream> ConnectAsync(
        DownloadPolicy policy, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var isProxy = !target.Host.Equals(
            context.InitialRequestMessage.RequestUri?.IdnHost, StringComparison.OrdinalIgnoreCase);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (isProxy)
            {
                await socket.ConnectAsync(target, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken).ConfigureAwait(false);
                await socket.ConnectAsync(
                    policy.Filter(addresses), target.Port, cancellationToken).ConfigureAwait(false);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
#else
    // These handlers have no connect callback, so the policy checks only names.
    private static HttpClientHandler CreateConnections(DownloadPolicy? policy) => new()
    {
        Proxy = new LoopbackBypassingProxy(WebRequest.DefaultWebProxy),
        AllowAutoRedirect = false,
        MaxResponseHeadersLength = MaxResponseHeadersKilobytes,
        UseCookies = false,
    };
#endif
}
