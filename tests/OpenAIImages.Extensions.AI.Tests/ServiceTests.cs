using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAIImages.Generated.Tests;

namespace OpenAIImages.Extensions.AI.Tests;

/// <summary>The services of a generator, and the generator as a service.</summary>
public class ServiceTests
{
    [TestCase("https://api.openai.com/v1/", "openai")]
    [TestCase("https://eu.api.openai.com/v1/", "openai")]
    [TestCase("https://my-resource.openai.azure.com/openai/v1/", "azure.ai.openai")]
    [TestCase("https://MY-resource.cognitiveservices.azure.com/openai/v1/", "azure.ai.openai")]
    [TestCase("https://my-resource.services.ai.azure.com/openai/v1/", "azure.ai.openai")]
    [TestCase("https://api.x.ai/v1/", "x_ai")]
    [TestCase("https://images.example.com/v1/", "images.example.com")]
    [TestCase("https://not-openai.com/v1/", "not-openai.com")]
    public void GetService_gives_metadata_with_the_provider(string endpoint, string provider)
    {
        using var api = new MockApi();
        using var client = api.Client(options => options.Endpoint = new Uri(endpoint));
        using var generator = client.AsIImageGenerator("a-model");

        var metadata = generator.GetRequiredService<ImageGeneratorMetadata>();

        metadata.ProviderName.Should().Be(provider);
        metadata.ProviderUri.Should().Be(new Uri(endpoint));
        metadata.DefaultModelId.Should().Be("a-model");
    }

    [Test]
    public void GetService_gives_metadata_without_the_query_of_the_endpoint()
    {
        using var api = new MockApi();
        using var client = api.Client(it => it.Endpoint = new Uri("https://gateway.example.com/v1?code=secret"));
        using var generator = client.AsIImageGenerator();

        generator.GetRequiredService<ImageGeneratorMetadata>().ProviderUri
            .Should().Be(new Uri("https://gateway.example.com/v1/"));
    }

    [Test]
    public void GetService_of_a_client_without_an_endpoint_gives_metadata_with_the_model()
    {
        using var generator = OtherClient.Create(new ImagesResponse()).AsIImageGenerator("a-model");

        var metadata = generator.GetRequiredService<ImageGeneratorMetadata>();

        metadata.ProviderName.Should().BeNull();
        metadata.ProviderUri.Should().BeNull();
        metadata.DefaultModelId.Should().Be("a-model");
    }

    [Test]
    public void GetService_gives_the_client_and_the_generator()
    {
        using var client = new ImagesClient(MockApi.Key);
        using var generator = client.AsIImageGenerator();

        generator.GetService<IImagesClient>().Should().BeSameAs(client);
        generator.GetService<ImagesClient>().Should().BeSameAs(client);
        generator.GetService<IImageGenerator>().Should().BeSameAs(generator);
        generator.GetService(generator.GetType()).Should().BeSameAs(generator);
        generator.GetService<HttpClient>().Should().BeNull();
        generator.GetService<IImagesClient>("key").Should().BeNull();
        generator.Invoking(it => it.GetService(null!)).Should().Throw<ArgumentNullException>();
    }

    [Test]
    public void AsIImageGenerator_of_null_throws() =>
        FluentActions.Invoking(() => ((IImagesClient)null!).AsIImageGenerator())
            .Should().Throw<ArgumentNullException>();

    [Test]
    public async Task Dispose_leaves_the_client_usable()
    {
        using var api = new MockApi();
        using var client = api.Client();
        client.AsIImageGenerator().Dispose();

        await client.CreateImageAsync(MockApi.Otter);

        api.Count.Should().Be(1);
    }

    [Test]
    public async Task AddImageGenerator_calls_the_registered_client()
    {
        using var api = new MockApi();
        using var client = api.Client();
        var services = new ServiceCollection().AddSingleton<IImagesClient>(client);
        services.AddImageGenerator("gpt-image-2").ConfigureOptions(options => options.Count = 2);
        using var provider = services.BuildServiceProvider(validateScopes: true);

        var generator = provider.GetRequiredService<IImageGenerator>();
        await generator.GenerateAsync(new ImageGenerationRequest(Generation.Prompt));

        api.Request.ShouldCarry("""{"prompt":"A cute baby sea otter","model":"gpt-image-2","n":2}""");
        generator.GetService<IImagesClient>().Should().BeSameAs(client);
        provider.GetRequiredService<IImageGenerator>().Should().BeSameAs(generator);
    }

    [Test]
    public async Task AddKeyedImageGenerator_calls_the_client_with_that_key()
    {
        using var api = new MockApi();
        using var azure = api.Client();
        using var other = new ImagesClient(MockApi.Key);
        var services = new ServiceCollection()
            .AddSingleton<IImagesClient>(other).AddKeyedSingleton<IImagesClient>("azure", azure);
        services.AddKeyedImageGenerator("azure", "my-deployment");
        await using var provider = services.BuildServiceProvider();

        var generator = provider.GetRequiredKeyedService<IImageGenerator>("azure");
        await generator.GenerateAsync(new ImageGenerationRequest(Generation.Prompt));

        api.Request.ShouldCarry("""{"prompt":"A cute baby sea otter","model":"my-deployment"}""");
        provider.GetService<IImageGenerator>().Should().BeNull();
    }

    [Test]
    public void AddImageGenerator_without_a_client_throws_when_the_generator_is_asked_for()
    {
        var services = new ServiceCollection();
        services.AddImageGenerator();
        using var provider = services.BuildServiceProvider();

        provider.Invoking(it => it.GetService<IImageGenerator>()).Should().Throw<InvalidOperationException>()
            .WithMessage("*IImagesClient*");
    }

    [Test]
    public void AddImageGenerator_to_null_throws()
    {
        IServiceCollection services = null!;

        FluentActions.Invoking(() => services.AddImageGenerator()).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => services.AddKeyedImageGenerator("azure")).Should().Throw<ArgumentNullException>();
    }
}
