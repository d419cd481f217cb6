using Microsoft.Extensions.Configuration;

namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>The services of a registration.</summary>
[NonParallelizable]
public class RegistrationTests
{
    [Test]
    public void AddImagesClient_registers_one_client_for_both_types()
    {
        using var provider = new ServiceCollection().AddClient().BuildServiceProvider();
        using var scope = provider.CreateScope();

        var client = provider.GetRequiredService<ImagesClient>();

        provider.GetRequiredService<IImagesClient>().Should().BeSameAs(client);
        scope.ServiceProvider.GetRequiredService<IImagesClient>().Should().BeSameAs(client);
    }

    [Test]
    public void AddKeyedImagesClient_registers_a_client_for_each_key()
    {
        using var variables = new EnvironmentVariables();
        var services = new ServiceCollection().AddClient();
        services.AddKeyedImagesClient("azure", options =>
        {
            options.ApiKey = "azure-key";
            options.Endpoint = new Uri("https://my-resource.openai.azure.com/openai/v1/");
        });
        services.AddKeyedImagesClient("local", options => options.Endpoint = new Uri("http://localhost:8080/v1/"));
        services.AddSingleton<Painter>();
        using var provider = services.BuildServiceProvider();

        var painter = provider.GetRequiredService<Painter>();

        painter.Azure.Should().BeSameAs(provider.GetRequiredKeyedService<ImagesClient>("azure"));
        EndpointOf(painter.Azure).Host.Should().Be("my-resource.openai.azure.com");
        EndpointOf(painter.Local).Host.Should().Be("localhost");
        EndpointOf(painter.Default).Host.Should().Be("api.openai.com");
    }

    [Test]
    public void AddKeyedImagesClient_alone_registers_no_client_without_a_key()
    {
        var services = new ServiceCollection();
        services.AddKeyedImagesClient("azure", options => options.ApiKey = ImageServer.Key);
        using var provider = services.BuildServiceProvider();

        provider.GetService<IImagesClient>().Should().BeNull();
        provider.GetService<ImagesClient>().Should().BeNull();
    }

    [Test]
    public async Task AddImagesClient_twice_adds_to_the_options_and_not_to_the_retries()
    {
        var server = new ImageServer(_ => ImageServer.TooManyRequests(retryAfter: 1));
        var services = new ServiceCollection();
        services.AddImagesClient(options => options.ApiKey = ImageServer.Key);
        services.AddImagesClient(options => options.MaxRetries = 1).ConfigurePrimaryHttpMessageHandler(() => server);
        services.AddSingleton<TimeProvider>(new ManualTime { SkipUpTo = TimeSpan.FromMinutes(1) });
        await using var provider = services.BuildServiceProvider();

        await provider.CreateImageAsync().Invoking(call => call).Should().ThrowAsync<ApiException>();

        server.Addresses.Should().HaveCount(2);
    }

    [Test]
    public void AddImagesClient_leaves_a_client_that_is_already_registered()
    {
        var services = new ServiceCollection();
        using var fake = new ImagesClient(ImageServer.Key);
        services.AddSingleton<IImagesClient>(fake);
        using var provider = services.AddClient().BuildServiceProvider();

        provider.GetRequiredService<IImagesClient>().Should().BeSameAs(fake);
    }

    [Test]
    public void AddKeyedImagesClient_returns_the_builder_of_the_client_with_that_name()
    {
        var services = new ServiceCollection();

        services.AddKeyedImagesClient("azure", _ => { }).Name.Should().Be("azure");
        services.AddImagesClient().Services.Should().NotBeNull();
    }

    [Test]
    public void AddImagesClient_refuses_null()
    {
        var services = new ServiceCollection();
        IServiceCollection none = null!;

        services.Invoking(all => all.AddImagesClient((IConfiguration)null!)).Should().Throw<ArgumentNullException>();
        services.Invoking(_ => none.AddImagesClient()).Should().Throw<ArgumentNullException>();
        services.Invoking(_ => none.AddImagesClient(new ConfigurationBuilder().Build()))
            .Should().Throw<ArgumentNullException>();
    }

    [Test]
    public void AddKeyedImagesClient_refuses_null_and_blank_keys()
    {
        var services = new ServiceCollection();

        services.Invoking(all => all.AddKeyedImagesClient(null!, _ => { })).Should().Throw<ArgumentNullException>();
        services.Invoking(all => all.AddKeyedImagesClient("a", (Action<ImagesClientOptions>)null!))
            .Should().Throw<ArgumentNullException>();
        services.Invoking(all => all.AddKeyedImagesClient("a", (IConfiguration)null!))
            .Should().Throw<ArgumentNullException>();
        services.Invoking(all => all.AddKeyedImagesClient(" ", _ => { }))
            .Should().Throw<ArgumentException>().WithParameterName("key");
    }

    [Test]
    public void AddKeyedImagesClient_refuses_the_name_of_the_client_without_a_key() =>
        new ServiceCollection().AddClient()
            .Invoking(services => services.AddKeyedImagesClient(nameof(ImagesClient), _ => { }))
            .Should().Throw<ArgumentException>().WithParameterName("key");

    private static Uri EndpointOf(IImagesClient client) => ((ImagesClient)client).Endpoint;

    private sealed class Painter(
        IImagesClient client,
        [FromKeyedServices("azure")] IImagesClient azure,
        [FromKeyedServices("local")] IImagesClient local)
    {
        public IImagesClient Default => client;

        public IImagesClient Azure => azure;

        public IImagesClient Local => local;
    }
}
