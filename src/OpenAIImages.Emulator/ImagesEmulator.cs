using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OpenAIImages.Emulator;

/// <summary>
/// The images API on loopback: real HTTP and real pictures, without a key to buy or a cost. For tests, and a first try.
/// </summary>
/// <remarks>
/// <para>
/// It answers <c>POST /v1/images/generations</c>, and Azure's <c>/openai/v1/…</c> and
/// <c>/openai/deployments/{deployment}/…</c>, in the API's own shapes: it wants a key (any), takes what the model takes, and
/// refuses the rest with the API's codes. Each picture has the size asked for, 1024x1024 when none is, and follows from the
/// prompt and its index alone. With <c>stream</c> it sends events. A model that has no rules in the spec takes everything.
/// </para>
/// <para>
/// What it cannot do it refuses with status 400: formats other than png (<c>jpeg</c>, <c>webp</c>, <c>gif</c>,
/// <c>svg</c>), more than 10 pictures at once, sides above 8192 pixels or pictures above 4096x4096 in all. It judges no
/// content, counts no money and limits no rate; its numbers of tokens are made up. Each answer says in the header
/// <c>x-emulator</c> that it is an emulator's.
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

    private ImagesEmulator(WebApplication server)
    {
        _server = server;
        Endpoint = new Uri(new Uri(server.Urls.Single()), "/v1/");
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:49152/v1/</c>: the base address for a client.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts an emulator, which listens on 127.0.0.1 only.</summary>
    /// <param name="options">How it runs; null for the defaults. Later changes have no effect.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The running emulator; dispose it to stop it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The port or the size is out of its range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ImagesEmulator> StartAsync(
        ImagesEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = Build(options ?? new ImagesEmulatorOptions());
        try
        {
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            return new ImagesEmulator(server);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops it at once; requests under way are cut off.</summary>
    /// <returns>Done when the port is free again.</returns>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private static WebApplication Build(ImagesEmulatorOptions options)
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
        RequestDelegate api = new ImagesApi(options.TimeProvider).AnswerAsync;
        var intercept = options.Intercept;
        server.Run(intercept is null ? api : context => intercept(context, api));
        return server;
    }

    /// <summary>As long as its owner wants; the host's default would take over Ctrl-C for the whole process.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
