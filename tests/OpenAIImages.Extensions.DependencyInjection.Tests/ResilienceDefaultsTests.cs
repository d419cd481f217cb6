using Polly;
using Polly.Timeout;

namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>Handlers that an application adds to all its clients.</summary>
public class ResilienceDefaultsTests
{
    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromSeconds(5) };

    [Test]
    public async Task Other_clients_time_out_after_90_seconds()
    {
        var server = SlowServer();
        var services = WithDefaults(new ServiceCollection());
        services.AddHttpClient("other").ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider();
        using var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient("other");

        await client.Invoking(all => all.GetAsync(new Uri("https://example.com")))
            .Should().ThrowAsync<TimeoutRejectedException>("otherwise these tests show nothing");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CreateImageAsync_under_standard_resilience_waits_90_seconds_for_one_request(bool isDefaultFirst)
    {
        var server = SlowServer();
        await using var provider = Provider(server, WithDefaults, isDefaultFirst);

        var images = await provider.CreateImageAsync();

        images.Data.Should().ContainSingle();
        server.Addresses.Should().ContainSingle();
    }

    [Test]
    public async Task CreateImageAsync_of_a_keyed_client_under_standard_resilience_waits_90_seconds_for_one_request()
    {
        var server = SlowServer();
        var services = WithDefaults(new ServiceCollection());
        services.AddKeyedImagesClient("azure", options => options.ApiKey = ImageServer.Key)
            .ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<IImagesClient>("azure").CreateImageAsync(ImageServer.Request());

        server.Addresses.Should().ContainSingle();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CreateImageAsync_under_standard_hedging_sends_one_request(bool isDefaultFirst)
    {
        var server = SlowServer();
        await using var provider = Provider(
            server,
            services => services.ConfigureHttpClientDefaults(builder => builder.AddStandardHedgingHandler()),
            isDefaultFirst);

        await provider.CreateImageAsync();

        server.Addresses.Should().ContainSingle();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CreateImageAsync_under_a_Polly_policy_sends_one_request(bool isDefaultFirst)
    {
        var server = new ImageServer(_ => ImageServer.TooManyRequests(retryAfter: 3600));
        await using var provider = Provider(
            server,
            services => services.ConfigureHttpClientDefaults(builder => builder.AddPolicyHandler(
                Policy.HandleResult<HttpResponseMessage>(response => !response.IsSuccessStatusCode).RetryAsync(3))),
            isDefaultFirst);

        await provider.CreateImageAsync().Invoking(call => call).Should().ThrowAsync<ApiException>();

        server.Addresses.Should().ContainSingle();
    }

    [TestCase(true, 0)]
    [TestCase(false, 0)]
    [TestCase(true, 2)]
    [TestCase(false, 2)]
    public async Task CreateImageAsync_under_standard_resilience_throws_429_after_MaxRetries(
        bool isDefaultFirst, int maxRetries)
    {
        var server = new ImageServer(_ => ImageServer.TooManyRequests(retryAfter: 3));
        await using var provider = Provider(
            server, WithDefaults, isDefaultFirst, options => options.MaxRetries = maxRetries);

        var failure = await provider.CreateImageAsync().Invoking(call => call).Should().ThrowAsync<ApiException>();

        failure.Which.StatusCode.Should().Be(429);
        failure.Which.RetryAfter.Should().Be(TimeSpan.FromSeconds(3));
        server.Addresses.Should().HaveCount(maxRetries + 1);
    }

    [Test]
    public async Task CreateImageAsync_with_resilience_on_the_returned_builder_keeps_it()
    {
        var server = SlowServer();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddImagesClient(options => options.ApiKey = ImageServer.Key)
            .ConfigurePrimaryHttpMessageHandler(() => server)
            .AddStandardResilienceHandler(options =>
            {
                options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(10);
                options.Retry.ShouldHandle = _ => PredicateResult.False();
            });
        await using var provider = services.BuildServiceProvider();

        await provider.CreateImageAsync().Invoking(call => call)
            .Should().ThrowAsync<TimeoutRejectedException>();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CreateImageAsync_keeps_other_handlers_of_all_clients(bool isDefaultFirst)
    {
        var server = new ImageServer();
        await using var provider = Provider(
            server,
            services => services.ConfigureHttpClientDefaults(
                builder => builder.AddHttpMessageHandler(() => new HeaderHandler("X-Default"))),
            isDefaultFirst);

        await provider.CreateImageAsync();

        server.Headers.Should().ContainSingle().Which.Should().Contain("X-Default: 1");
    }

    [Test]
    public async Task CreateImageAsync_passes_handlers_of_the_returned_builder_with_each_attempt()
    {
        var handled = 0;
        var server = new ImageServer(_ => handled == 1 ? ImageServer.TooManyRequests(1) : ImageServer.Image());
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_time);
        services.AddImagesClient(options => options.ApiKey = ImageServer.Key)
            .AddHttpMessageHandler(() => new HeaderHandler("X-Mine", () => handled++))
            .ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider();

        await provider.CreateImageAsync();

        handled.Should().Be(2);
        server.Headers.Should().HaveCount(2).And.OnlyContain(headers => headers.Contains("X-Mine: 1"));
    }

    private static IServiceCollection AddResilience(IServiceCollection services) =>
        services.ConfigureHttpClientDefaults(builder => builder.AddStandardResilienceHandler());

    private IServiceCollection WithDefaults(IServiceCollection services) =>
        AddResilience(services).AddSingleton<TimeProvider>(_time);

    private ServiceProvider Provider(
        ImageServer server,
        Func<IServiceCollection, IServiceCollection> addDefaults,
        bool isDefaultFirst,
        Action<ImagesClientOptions>? configure = null)
    {
        var services = new ServiceCollection();
        if (isDefaultFirst) addDefaults(services);
        services.AddClient(server);
        services.Configure<ImagesClientOptions>(options => configure?.Invoke(options));
        if (!isDefaultFirst) addDefaults(services);
        services.AddSingleton<TimeProvider>(_time);
        return services.BuildServiceProvider();
    }

    private ImageServer SlowServer() => new(_ =>
    {
        _time.Advance(TimeSpan.FromSeconds(90));
        return ImageServer.Image();
    });
}
