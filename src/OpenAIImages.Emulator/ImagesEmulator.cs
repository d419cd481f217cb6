using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenAIImages.Emulator.Http;
using OpenAIImages.Emulator.Page;

namespace OpenAIImages.Emulator;

/// <summary>
/// Emulates the images API on loopback, for tests and for trying things out: real HTTP and real pictures, without a
/// paid key or costs.
/// </summary>
/// <remarks>
/// <para>
/// The emulator serves <c>POST /v1/images/generations</c> and <c>GET /v1/models</c>, and Azure's <c>/openai/v1/…</c>
/// and <c>/openai/deployments/{deployment}/…</c>. It checks requests as strictly as the API, and returns errors with
/// the API's codes and messages. A picture has the requested size, 1024x1024 by default, and depends only on the prompt
/// and its index. If <c>stream</c> is true, the response consists of events.
/// </para>
/// <para>
/// Pictures can have every format that the model supports: <c>png</c>, <c>jpeg</c>, <c>webp</c>, an animated
/// <c>gif</c>, or <c>svg</c>. The emulator charges nothing, and does not moderate content or limit rates unless there
/// are <see cref="ImagesEmulatorOptions.Faults"/>. Its numbers of tokens are invented. Each response has the header
/// <c>x-emulator</c>.
/// </para>
/// <para>
/// At its root, such as <c>http://127.0.0.1:49152/</c>, the emulator serves a page that shows the newest requests for
/// images with their pictures, and has a form to send requests. Set <see cref="ImagesEmulatorOptions.ServePage"/> to
/// false to disable the page.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// await using var emulator = await ImagesEmulator.StartAsync();
/// var client = new ImagesClient(new ImagesClientOptions { ApiKey = "any", Endpoint = emulator.Endpoint });
/// </code>
/// </example>
public sealed class ImagesEmulator : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly RequestLog _requests;

    private ImagesEmulator(WebApplication server, RequestLog requests)
    {
        (_server, _requests) = (server, requests);
        Endpoint = new Uri(new Uri(server.Urls.Single()), "/v1/");
    }

    /// <summary>Gets the base address for a client, such as <c>http://127.0.0.1:49152/v1/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>
    /// Gets a copy of the list of requests so far, in the order in which they arrived. Requests to foreign hosts and
    /// preflight requests of browsers are not included.
    /// </summary>
    /// <remarks>
    /// The newest 10,000 requests are kept, or fewer if the total size of their bodies exceeds 64 MiB.
    /// </remarks>
    public IReadOnlyList<EmulatorRequest> Requests => _requests.ToList();

    /// <summary>Starts an emulator, which listens on 127.0.0.1 only.</summary>
    /// <param name="options">The options; null for the defaults. Later changes have no effect.</param>
    /// <param name="cancellationToken">Cancels starting.</param>
    /// <returns>The running emulator; dispose it to stop it.</returns>
    /// <exception cref="ArgumentException">A deployment has no name, or its model is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port or the maximum length is out of its range.</exception>
    /// <exception cref="IOException">The port is in use, or this user may not use it.</exception>
    public static async Task<ImagesEmulator> StartAsync(
        ImagesEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var requests = new RequestLog();
        Task<WebApplication> building;
        // Without the context of an application that starts the emulator: WebApplicationFactory and similar tools would
        // take the emulator's host for the application's.
        using (ExecutionContext.SuppressFlow())
        {
            building = Task.Run(() => Build(options ?? new ImagesEmulatorOptions(), requests), CancellationToken.None);
        }

        var server = await building.ConfigureAwait(false);
        try
        {
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            return new ImagesEmulator(server, requests);
        }
        catch (Exception failure)
        {
            await server.DisposeAsync().ConfigureAwait(false);
            if (failure is not SocketException) throw;
            throw new IOException($"Port {options?.Port ?? 0} cannot be used: {failure.Message}", failure);
        }
    }

    /// <summary>Stops the emulator immediately, and aborts requests that are in progress.</summary>
    /// <returns>A task that completes when the port is free again.</returns>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(ImagesEmulatorOptions options, RequestLog requests)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxRequestBytes);

        // Empty: no configuration from files or the environment and no logging, so that tests have no side effects.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // see RequestBody
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        var server = builder.Build();
        server.Run(CreatePipeline(options, requests));
        return server;
    }

    private static RequestDelegate CreatePipeline(ImagesEmulatorOptions options, RequestLog requests)
    {
        var intercept = options.Intercept;
        var api = new ImagesApi(options);
        RequestDelegate inner = intercept is null ? api.HandleAsync : context => intercept(context, api.HandleAsync);
        var local = options.ServePage ? WithPage(options, requests, api, inner) : Alone(options, requests, inner);
        return new LocalAccess(options, local).HandleAsync;
    }

    private static RequestDelegate Alone(ImagesEmulatorOptions options, RequestLog requests, RequestDelegate inner)
    {
        var recorder = new RequestRecorder(requests, options.TimeProvider, options.MaxRequestBytes, inner);
        return new ErrorHandling(options.TimeProvider, recorder.HandleAsync).HandleAsync;
    }

    /// <summary>Adds the page, whose own requests are not recorded.</summary>
    private static RequestDelegate WithPage(
        ImagesEmulatorOptions options, RequestLog requests, ImagesApi api, RequestDelegate inner)
    {
        var clock = options.TimeProvider;
        var log = new ExchangeLog();
        var exchanges = new ExchangeRecorder(log, clock);
        var page = new PageServer(options, log, api);
        var recorder = new RequestRecorder(
            requests, clock, options.MaxRequestBytes, context => exchanges.RecordRequestAsync(context, inner));
        var errors = new ErrorHandling(clock, context => page.HandleAsync(context, recorder.HandleAsync));
        return context => exchanges.RecordResponseAsync(context, errors.HandleAsync);
    }

    /// <summary>
    /// Leaves the lifetime to the owner of the emulator. The default of the host would handle Ctrl-C for the whole
    /// process.
    /// </summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
