using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>The HttpClient of a registered client and its connections.</summary>
public class ConnectionTests
{
    private const string Images = """{"created":1,"data":[{"b64_json":"AAEC"}]}""";

    [TestCase(true)]
    [TestCase(false)]
    public void HttpClient_has_no_time_limit_whatever_the_default_is(bool isDefaultFirst)
    {
        var services = new ServiceCollection();
        if (isDefaultFirst) SetDefault();
        services.AddClient();
        if (!isDefaultFirst) SetDefault();
        using var provider = services.BuildServiceProvider();

        using var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(ImagesClient));

        client.Timeout.Should().Be(Timeout.InfiniteTimeSpan);

        void SetDefault() => services.ConfigureHttpClientDefaults(builder =>
            builder.ConfigureHttpClient(all => all.Timeout = TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task CreateImageAsync_uses_what_is_configured_of_the_HttpClient()
    {
        var server = new ImageServer();
        var services = new ServiceCollection();
        services.AddImagesClient(options => options.ApiKey = ImageServer.Key)
            .ConfigureHttpClient(client => client.DefaultRequestHeaders.Add("X-Tenant", "7"))
            .ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider();

        await provider.CreateImageAsync();

        server.Headers.Should().ContainSingle().Which.Should().Contain("X-Tenant: 7");
    }

    [Test]
    public async Task CreateImageAsync_takes_handlers_from_the_factory_for_each_call()
    {
        var services = new ServiceCollection().AddClient();
        var factory = new HandlerFactory();
        services.AddSingleton<IHttpMessageHandlerFactory>(factory);
        await using var provider = services.BuildServiceProvider();

        await provider.CreateImageAsync();
        await provider.CreateImageAsync();

        factory.Servers.Should().HaveCount(2).And.OnlyContain(server => server.Addresses.Count == 1);
        provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get(nameof(ImagesClient))
            .HandlerLifetime.Should().Be(TimeSpan.FromMinutes(5));
    }

    [Test]
    public async Task CreateImageAsync_does_not_follow_redirects()
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(
            307, "", headers: $"Location: http://localhost:{connection.LocalPort}/elsewhere\r\n"));
        await using var provider = Provider(server);

        (await provider.CreateImageAsync().Invoking(call => call).Should().ThrowAsync<ApiException>())
            .Which.StatusCode.Should().Be(307);

        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task CreateImageAsync_does_not_follow_redirects_with_connections_of_the_defaults()
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(
            307, "", headers: $"Location: http://localhost:{connection.LocalPort}/elsewhere\r\n"));
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(builder => builder.ConfigurePrimaryHttpMessageHandler(
            () => new HeaderHandler("X-Primary") { InnerHandler = new HttpClientHandler() }));
        await using var provider = Provider(server, services);

        await provider.CreateImageAsync().Invoking(call => call).Should().ThrowAsync<ApiException>();

        server.Requests.Should().ContainSingle().Which.Should().Contain("X-Primary: 1");
    }

    [Test]
    public async Task CreateImageAsync_with_a_primary_handler_for_all_clients_uses_it()
    {
        var server = new ImageServer();
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(builder => builder.ConfigurePrimaryHttpMessageHandler(() => server));
        await using var provider = services.AddClient().BuildServiceProvider();

        await provider.CreateImageAsync();

        server.Addresses.Should().ContainSingle();
    }

    [Test]
    public async Task CreateImageAsync_reads_an_image_from_a_server()
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(200, Images));
        await using var provider = Provider(server);

        (await provider.CreateImageAsync()).Data.Should().ContainSingle();

        server.Requests.Should().ContainSingle().Which.Should()
            .Contain($"Authorization: Bearer {ImageServer.Key}").And.Contain("Accept-Encoding: gzip");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CreateImageAsync_to_this_machine_does_not_use_a_proxy_of_the_defaults(bool isSocketsHandler)
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(200, Images));
        var proxy = new WebProxy("127.0.0.1", FaultServer.FreePort());
        var services = new ServiceCollection();
        services.ConfigureHttpClientDefaults(builder => builder.ConfigurePrimaryHttpMessageHandler(() =>
            isSocketsHandler ? new SocketsHttpHandler { Proxy = proxy } : new HttpClientHandler { Proxy = proxy }));
        await using var provider = Provider(server, services);

        await provider.CreateImageAsync();

        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task CreateImageAsync_refuses_a_second_layer_of_compression()
    {
        var body = Gzip(Gzip(Encoding.UTF8.GetBytes(Images)));
        await using var server = new FaultServer(
            connection => RespondAsync(connection, body, "application/json", "Content-Encoding: gzip, gzip\r\n"));
        await using var provider = Provider(server);

        await provider.CreateImageAsync().Invoking(call => call)
            .Should().ThrowAsync<ApiException>().WithMessage("*content encoding*");
    }

    [TestCase(null)]
    [TestCase(true)]
    [TestCase(false)]
    public async Task CreateImageAsync_counts_compressed_bytes_of_which_nothing_comes(bool? isSocketsHandler)
    {
        // Empty blocks of gzip without end.
        byte[] blocks = [.. Enumerable.Repeat((byte[])[0, 0, 0, 255, 255], 2000).SelectMany(block => block)];
        await using var server = new FaultServer(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n");
            await connection.SendAsync((byte[])[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]);
            while (true) await connection.SendAsync(blocks);
        });
        var services = new ServiceCollection();
        services.Configure<ImagesClientOptions>(options => options.MaxResponseBytes = 100_000);
        if (isSocketsHandler is { } isSockets)
        {
            services.ConfigureHttpClientDefaults(builder => builder.ConfigurePrimaryHttpMessageHandler(() => isSockets
                ? new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }
                : new HttpClientHandler { AutomaticDecompression = DecompressionMethods.All }));
        }

        await using var provider = Provider(server, services);

        await provider.CreateImageAsync().Invoking(call => call)
            .Should().ThrowAsync<ApiException>().WithMessage("*larger than 100000 bytes*");
    }

    [Test]
    public async Task CreateImageAsync_of_a_URL_follows_a_redirect_of_the_download_without_the_key()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];
        await using var server = new FaultServer(connection => connection.LastRequest.Split(' ')[1] switch
        {
            "/first" => connection.RespondAsync(302, "", headers: "Location: /second\r\n"),
            "/second" => RespondAsync(connection, png, "image/png"),
            _ => connection.RespondAsync(200, """{"created":1,"data":[{"url":"/first"}]}"""),
        });
        await using var provider = Provider(server);
        using var image = new MemoryStream();

        await provider.GetRequiredService<IImagesClient>().CreateImageAsync(ImageServer.Request(), image);

        image.ToArray().Should().Equal(png);
        server.Requests.Should().HaveCount(3);
        server.Requests.Skip(1).Should().OnlyContain(request => !request.Contains(ImageServer.Key));
    }

    private static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(content);
        return compressed.ToArray();
    }

    private static async Task RespondAsync(
        FaultConnection connection, byte[] content, string contentType, string headers = "")
    {
        await connection.SendAsync(
            $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nContent-Length: {content.Length}\r\n{headers}\r\n");
        await connection.SendAsync(content);
    }

    private static ServiceProvider Provider(FaultServer server, ServiceCollection? services = null)
    {
        services ??= [];
        services.AddImagesClient(options =>
        {
            options.ApiKey = ImageServer.Key;
            options.Endpoint = server.Endpoint;
        });
        return services.BuildServiceProvider();
    }

    private sealed class HandlerFactory : IHttpMessageHandlerFactory
    {
        public List<ImageServer> Servers { get; } = [];

        public HttpMessageHandler CreateHandler(string name)
        {
            name.Should().Be(nameof(ImagesClient));
            Servers.Add(new ImageServer());
            return Servers[^1];
        }
    }
}
