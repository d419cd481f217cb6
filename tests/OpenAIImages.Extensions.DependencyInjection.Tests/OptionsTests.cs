using Microsoft.Extensions.Options;

namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>Where the options of a registered client come from.</summary>
[NonParallelizable]
public class OptionsTests
{
    [Test]
    public void Options_have_the_name_of_the_key()
    {
        var services = new ServiceCollection();
        services.AddKeyedImagesClient("azure", options => options.ApiKey = ImageServer.Key);
        services.Configure<ImagesClientOptions>("azure", options => options.Project = "otters");
        services.AddClient();

        OptionsOf(services, "azure").Project.Should().Be("otters");
        OptionsOf(services).Project.Should().BeNull();
    }

    [TestCase(7)]
    [TestCase(-1)]
    public async Task Options_that_change_after_the_client_was_created_have_no_effect(int maxRetries)
    {
        var current = 0;
        var server = new ImageServer(_ => ImageServer.TooManyRequests(retryAfter: 1));
        var services = new ServiceCollection().AddClient(server);
        services.Configure<ImagesClientOptions>(options =>
        {
            options.MaxRetries = current;
            options.OnRetry = _ => throw new InvalidOperationException("There is a retry.");
        });
        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IImagesClient>().Should().NotBeNull();

        // As a configuration does that is loaded again. The factory creates handlers later, and every few minutes.
        current = maxRetries;
        provider.GetRequiredService<IOptionsMonitorCache<ImagesClientOptions>>().Clear();

        await provider.CreateImageAsync().Invoking(call => call).Should().ThrowAsync<ApiException>();
        server.Addresses.Should().ContainSingle();
    }

    [Test]
    public void Options_that_nothing_sets_come_from_the_environment()
    {
        using var variables = new EnvironmentVariables(
            ("OPENAI_API_KEY", "sk-environment"), ("OPENAI_BASE_URL", "https://gateway.example/v1/"),
            ("OPENAI_ORG_ID", "org"), ("OPENAI_PROJECT_ID", "project"));
        var services = new ServiceCollection();
        services.AddImagesClient();
        services.Configure<ImagesClientOptions>(options => options.Project = "otters");
        services.AddKeyedImagesClient("azure", options =>
        {
            options.ApiKey = "azure-key";
            options.Endpoint = new Uri("https://my-resource.openai.azure.com/openai/v1/");
        });

        OptionsOf(services).Should().BeEquivalentTo(new
        {
            ApiKey = "sk-environment",
            Endpoint = new Uri("https://gateway.example/v1/"),
            Organization = "org",
            Project = "otters",
        });
        OptionsOf(services, "azure").Should().BeEquivalentTo(new
        {
            ApiKey = "azure-key",
            Endpoint = new Uri("https://my-resource.openai.azure.com/openai/v1/"),
        });
    }

    [Test]
    public void Options_with_a_provider_do_not_take_the_key_of_the_environment()
    {
        using var variables = new EnvironmentVariables(("OPENAI_API_KEY", "sk-environment"));
        var services = new ServiceCollection();
        services.AddImagesClient(options => options.ApiKeyProvider = _ => new ValueTask<string>("token"));

        OptionsOf(services).ApiKey.Should().BeNull();
    }

    [Test]
    public void Options_take_the_clock_of_the_services_unless_it_is_set()
    {
        var time = new ManualTime();
        var services = new ServiceCollection().AddClient();
        services.AddKeyedImagesClient("other", options =>
        {
            options.ApiKey = ImageServer.Key;
            options.TimeProvider = TimeProvider.System;
        });

        OptionsOf(services).TimeProvider.Should().BeSameAs(TimeProvider.System);
        services.AddSingleton<TimeProvider>(time);

        OptionsOf(services).TimeProvider.Should().BeSameAs(time);
        OptionsOf(services, "other").TimeProvider.Should().BeSameAs(TimeProvider.System);
    }

    [Test]
    public void Start_with_invalid_options_fails_for_each_client_and_names_it()
    {
        using var variables = new EnvironmentVariables();
        var services = new ServiceCollection();
        services.AddImagesClient();
        services.AddKeyedImagesClient("azure", options => options.Endpoint = new Uri("http://example.com"));
        services.AddKeyedImagesClient("right", options => options.ApiKey = ImageServer.Key);
        using var provider = services.BuildServiceProvider();

        var failure = provider.GetRequiredService<IStartupValidator>().Invoking(start => start.Validate())
            .Should().Throw<AggregateException>().Which;

        failure.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)
            .Should().HaveCount(2)
            .And.ContainSingle(message => message.StartsWith("The API key ", StringComparison.Ordinal))
            .And.ContainSingle(message => message.StartsWith("Images client 'azure': ", StringComparison.Ordinal));
    }

    [Test]
    public void Start_with_valid_options_succeeds()
    {
        var services = new ServiceCollection().AddClient();
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Invoking(start => start.Validate()).Should().NotThrow();
    }

    [Test]
    public void Client_with_invalid_options_is_not_created_and_its_key_is_not_shown()
    {
        var services = new ServiceCollection();
        services.AddImagesClient(options => options.ApiKey = "sk-with a space");
        using var provider = services.BuildServiceProvider();

        provider.Invoking(all => all.GetRequiredService<IImagesClient>())
            .Should().Throw<OptionsValidationException>().Which.ToString().Should().NotContain("sk-with");
    }

    private static ImagesClientOptions OptionsOf(ServiceCollection services, string? name = null)
    {
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<ImagesClientOptions>>().Get(name);
    }
}
