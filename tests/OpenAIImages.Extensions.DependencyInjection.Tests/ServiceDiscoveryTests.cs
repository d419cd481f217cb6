using System.Net;
using Microsoft.Extensions.Configuration;

namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>Endpoints that service discovery resolves.</summary>
public class ServiceDiscoveryTests
{
    [TestCase("https+http://images/v1/", "https", "https://images.example:8443")]
    [TestCase("https+http://images", "https", "https://images.example:8443")]
    [TestCase("https://images/v1/", "https", "https://images.example:8443")]
    [TestCase("https+http://images/v1/", "http", "http://localhost:5000")]
    [TestCase("https+http://images/v1/", "http", "http://127.0.0.1:5000")]
    public async Task CreateImageAsync_sends_the_request_to_the_service(string endpoint, string scheme, string address)
    {
        var server = new ImageServer();
        await using var provider = Provider(server, endpoint, scheme, address);

        await provider.CreateImageAsync();

        server.Addresses.Should().ContainSingle().Which.GetLeftPart(UriPartial.Authority).Should().Be(address);
        server.Addresses[0].AbsolutePath.Should().EndWith("/images/generations");
        server.Headers[0].Should().Contain(ImageServer.Key);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CreateImageAsync_does_not_send_the_key_to_a_service_without_encryption(bool isForAllClients)
    {
        var server = new ImageServer();
        await using var provider = Provider(
            server, "https+http://images/v1/", "http", "http://images.example:8080", isForAllClients);

        await provider.CreateImageAsync().Invoking(call => call)
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*unencrypted http*AllowInsecureEndpoint*");

        server.Addresses.Should().BeEmpty();
    }

    [Test]
    public async Task CreateImageAsync_with_AllowInsecureEndpoint_sends_the_key_to_a_service_without_encryption()
    {
        var server = new ImageServer();
        await using var provider = Provider(
            server, "https+http://images/v1/", "http", "http://images.example:8080",
            configure: options => options.AllowInsecureEndpoint = true);

        await provider.CreateImageAsync();

        server.Addresses.Should().ContainSingle().Which.Should().Be("http://images.example:8080/v1/images/generations");
    }

    [TestCase("http://images.example/otter.png", "*https*")]
    [TestCase("https://127.0.0.1/otter.png", "*this machine*")]
    public async Task CreateImageAsync_does_not_download_from_an_address_without_encryption_or_a_private_one(
        string url, string message)
    {
        using var server = new ImageServer(_ => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent($$"""{"created":1,"data":[{"url":"{{url}}"}]}"""),
        });
        await using var provider = Provider(server, "https+http://images/v1/", "https", "https://images.example:8443");
        var client = provider.GetRequiredService<IImagesClient>();

        await client.Invoking(all => all.CreateImageAsync(ImageServer.Request(), Stream.Null))
            .Should().ThrowAsync<ApiException>().WithMessage(message);
    }

    [Test]
    public async Task CreateImageAsync_resolves_the_service_for_each_attempt()
    {
        var server = new ImageServer(request =>
            request.RequestUri!.Port == 5001 ? ImageServer.TooManyRequests(1) : ImageServer.Image());
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new ManualTime { SkipUpTo = TimeSpan.FromSeconds(5) });
        AddDiscovery(services, ("http:0", "http://localhost:5001"), ("http:1", "http://localhost:5002"));
        services.ConfigureHttpClientDefaults(builder => builder.AddServiceDiscovery());
        services.AddImagesClient(options => options.Endpoint = new Uri("https+http://images/v1/"))
            .ConfigurePrimaryHttpMessageHandler(() => server);
        services.Configure<ImagesClientOptions>(options => options.ApiKey = ImageServer.Key);
        await using var provider = services.BuildServiceProvider();

        await provider.CreateImageAsync();
        await provider.CreateImageAsync();

        server.Addresses.Should().Contain(address => address.Port == 5002);
    }

    private static ServiceProvider Provider(
        ImageServer server,
        string endpoint,
        string scheme,
        string address,
        bool isForAllClients = true,
        Action<ImagesClientOptions>? configure = null)
    {
        var services = new ServiceCollection();
        AddDiscovery(services, ($"{scheme}:0", address));
        if (isForAllClients)
        {
            services.ConfigureHttpClientDefaults(builder =>
            {
                builder.AddStandardResilienceHandler();
                builder.AddServiceDiscovery();
            });
        }

        var client = services.AddImagesClient(options =>
        {
            options.ApiKey = ImageServer.Key;
            options.Endpoint = new Uri(endpoint);
            configure?.Invoke(options);
        }).ConfigurePrimaryHttpMessageHandler(() => server);
        if (!isForAllClients) client.AddServiceDiscovery();
        return services.BuildServiceProvider();
    }

    private static void AddDiscovery(IServiceCollection services, params (string Key, string Address)[] addresses)
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(addresses.Select(
                address => KeyValuePair.Create($"Services:images:{address.Key}", (string?)address.Address)))
            .Build());
        services.AddServiceDiscovery();
    }
}
