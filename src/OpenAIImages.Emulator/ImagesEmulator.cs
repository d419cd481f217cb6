using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenAIImages.Emulator.Http;

namespace OpenAIImages.Emulator;

/// <summary>
/// The images API on loopback: real HTTP and real pictures, without a key to buy or a cost. For tests, and a first try.
/// </summary>
/// <remarks>
/// <para>
/// It serves <c>POST /v1/images/generations</c> and <c>GET /v1/models</c>, and Azure's <c>/openai/v1/…</c> and
/// <c>/openai/deployments/{deployment}/…</c>. It checks a request as strictly as the API and reports errors with the
/// API's codes and words. A picture has the size that the request asks for, 1024x1024 by default, and depends on the
/// prompt and its index alone. With <c>stream</c> it sends events.
/// </para>
/// <para>
/// Pictures have every format that the model takes: <c>png</c>, <c>jpeg</c>, <c>webp</c>, an animated <c>gif</c>, or
/// <c>svg</c>. The emulator judges no content, charges nothing and limits no rate unless
/// <see cref="ImagesEmulatorOptions.Faults"/> say so; its numbers of tokens are invented. Each response has the header
/// <c>x-emulator</c>.
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
    /// Gets the requests so far, in the order in which they arrived, without those of foreign hosts and the preflight
    /// requests of browsers. A copy, which later requests do not change.
    /// </summary>
    /// <remarks>
    /// The newest 10,000 are kept, and fewer if their bodies together are longer than 64 MiB.
    /// </remarks>
    public IReadOnlyList<EmulatorRequest> Requests => _requests.ToList();

    /// <summary>Starts an emulator, which listens on 127.0.0.1 only.</summary>
    /// <param name="options">The options; null for the defaults. Later changes have no effect.</param>
    /// <param name="cancellationToken">Cancels starting.</param>
    /// <returns>The running emulator; dispose it to stop it.</returns>
    /// <exception cref="ArgumentException">A deployment has no name, or the model behind it is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port or the maximum length is out of its range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ImagesEmulator> StartAsync(
        ImagesEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var requests = new RequestLog();
        var server = Build(options ?? new ImagesEmulatorOptions(), requests);
        try
        {
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            return new ImagesEmulator(server, requests);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops the emulator at once, and aborts requests that are in progress.</summary>
    /// <returns>A task that completes when the port is free again.</returns>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(ImagesEmulatorOptions options, RequestLog requests)
    {
        // Empty: no configuration from files or the environment, no logging, nothing that a test did not ask for.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        var server = builder.Build();
        server.Run(CreatePipeline(options, requests));
        return server;
    }

    private static RequestDelegate CreatePipeline(ImagesEmulatorOptions options, RequestLog requests)
    {
        var (clock, intercept) = (options.TimeProvider, options.Intercept);
        RequestDelegate api = new ImagesApi(options).HandleAsync;
        RequestDelegate inner = intercept is null ? api : context => intercept(context, api);
        var recorder = new RequestRecorder(requests, clock, inner);
        var errors = new ErrorHandling(clock, recorder.HandleAsync);
        return new LocalAccess(options, errors.HandleAsync).HandleAsync;
    }

    /// <summary>
    /// Leaves the lifetime to the owner; the host's default would handle Ctrl-C for the whole process.
    /// </summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
