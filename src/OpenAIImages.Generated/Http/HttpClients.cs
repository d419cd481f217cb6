using System.Net;

namespace OpenAIImages.Generated.Http;

/// <summary>The connections that a client makes for itself, where the caller brings no HttpClient.</summary>
internal static class HttpClients
{
    private const int MaxResponseHeadersKilobytes = 64;

    /// <summary>
    /// For calls to the API. Redirects are not followed: they would carry an api-key header to any host, and turn some
    /// POSTs into GETs; the caller gets the 3xx answer and can correct the endpoint.
    /// </summary>
    public static HttpClient ForApi(RetryHandler retries) => Create(retries, Connections());

    /// <summary>For downloads of images, which carry no key: a few redirects are followed, from https only to https.</summary>
    public static HttpClient ForDownloads(RetryHandler retries) => Create(retries, new RedirectHandler(Connections()));

    // The retry handler limits each attempt; a limit over all of them would be the caller's own.
    private static HttpClient Create(RetryHandler retries, HttpMessageHandler connections)
    {
        retries.InnerHandler = connections;
        return new HttpClient(retries) { Timeout = Timeout.InfiniteTimeSpan };
    }

#if NET
    private static SocketsHttpHandler Connections() => new()
    {
        AutomaticDecompression = DecompressionMethods.All,
        // An answer that is left early is not read on for the sake of its connection: whoever draws it is to know.
        MaxResponseDrainSize = 0,
        // So that a change of DNS is seen; a connection in use is not cut.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        Proxy = new ProxyBeyondLoopback(HttpClient.DefaultProxy),
#else
    private static HttpClientHandler Connections() => new()
    {
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        Proxy = new ProxyBeyondLoopback(WebRequest.DefaultWebProxy),
#endif
        AllowAutoRedirect = false,
        MaxResponseHeadersLength = MaxResponseHeadersKilobytes,
        UseCookies = false,
    };

    /// <summary>
    /// The system's proxy, but never for this machine: plain http, and the key with it, is allowed to loopback because it
    /// does not leave it.
    /// </summary>
    private sealed class ProxyBeyondLoopback(IWebProxy? proxy) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => proxy?.Credentials;
            set => throw new NotSupportedException();
        }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy!.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || proxy is null || proxy.IsBypassed(host);
    }
}
