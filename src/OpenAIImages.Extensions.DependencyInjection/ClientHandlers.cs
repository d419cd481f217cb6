using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using OpenAIImages.Generated;
using OpenAIImages.Generated.Http;

namespace OpenAIImages.Extensions.DependencyInjection;

/// <summary>
/// The handlers of a client: those that the application adds to all its clients, and those that images need.
/// </summary>
internal static class ClientHandlers
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // Found by name, since the packages are not referenced.
    private static readonly string[] ResilienceHandlers =
    [
        "Microsoft.Extensions.Http.Resilience.ResilienceHandler",
        "Microsoft.Extensions.Http.PolicyHttpMessageHandler",
    ];

    /// <summary>
    /// Configures the client of the factory. This runs after the defaults that an application sets for all clients,
    /// whatever the order in its code, and before configuration that is added to the builder later.
    /// </summary>
    public static void Configure(IHttpClientBuilder builder, string optionsName)
    {
        builder.SetHandlerLifetime(Lifetime)
            .ConfigureHttpClient(static client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.Add("Accept-Encoding", Decompression.Accepted);
            })
            // These handlers do not decompress: the client does, and limits the size before and after.
            .ConfigurePrimaryHttpMessageHandler(static (handler, _) => ConfigureConnections(handler))
            .ConfigureAdditionalHttpMessageHandlers((handlers, provider) =>
            {
                RemoveResilience(handlers);
                // Outermost, so that service discovery and all other handlers see each attempt.
                handlers.Insert(0, new RetryHandler(OptionsOf(provider, optionsName)));
            });
        builder.Services.PostConfigure<HttpClientFactoryOptions>(
            builder.Name, options => Complete(options, optionsName));
    }

    /// <summary>Adds what must apply whatever is set on the builder.</summary>
    private static void Complete(HttpClientFactoryOptions options, string optionsName)
    {
        var isRedacted = options.ShouldRedactHeaderValue;
        options.ShouldRedactHeaderValue = header => KeyHeaders.Contains(header) || isRedacted(header);
        // Innermost, since service discovery may choose an unencrypted address.
        options.HttpMessageHandlerBuilderActions.Add(builder => builder.AdditionalHandlers.Add(
            new EncryptionHandler(OptionsOf(builder.Services, optionsName).AllowInsecureEndpoint)));
    }

    private static void RemoveResilience(IList<DelegatingHandler> handlers)
    {
        for (var i = handlers.Count - 1; i >= 0; i--)
        {
            if (ResilienceHandlers.Contains(handlers[i].GetType().FullName)) handlers.RemoveAt(i);
        }
    }

    /// <summary>
    /// Configures the handlers of .NET. Other primary handlers, such as those of tests, are not changed.
    /// </summary>
    private static void ConfigureConnections(HttpMessageHandler handler)
    {
        while (handler is DelegatingHandler { InnerHandler: { } inner }) handler = inner;
        switch (handler)
        {
#if NET
            case SocketsHttpHandler sockets:
                sockets.AllowAutoRedirect = false;
                sockets.UseCookies = false;
                sockets.AutomaticDecompression = DecompressionMethods.None;
                sockets.Proxy = new LoopbackBypassingProxy(sockets.Proxy ?? HttpClient.DefaultProxy);
                break;
            case HttpClientHandler client:
                client.AllowAutoRedirect = false;
                client.UseCookies = false;
                client.AutomaticDecompression = DecompressionMethods.None;
                client.Proxy = new LoopbackBypassingProxy(client.Proxy ?? HttpClient.DefaultProxy);
                break;
#else
            case HttpClientHandler client:
                client.AllowAutoRedirect = false;
                client.UseCookies = false;
                client.AutomaticDecompression = DecompressionMethods.None;
                client.Proxy = new LoopbackBypassingProxy(client.Proxy ?? WebRequest.DefaultWebProxy);
                break;
#endif
        }
    }

    private static ImagesClientOptions OptionsOf(IServiceProvider provider, string optionsName) =>
        provider.GetRequiredService<ClientOptionsCache>().Get(optionsName);
}
