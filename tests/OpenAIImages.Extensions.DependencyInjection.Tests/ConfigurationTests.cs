using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>Options from a section of the configuration.</summary>
[NonParallelizable]
public class ConfigurationTests
{
    private const string Secret = "sk-secret-58a1";

    [Test]
    public void AddImagesClient_takes_every_option_from_a_section()
    {
        var options = Read(
            ("ApiKey", Secret), ("Authentication", "apikeyheader"), ("Endpoint", "http://example.com/v1"),
            ("ApiVersion", "preview"), ("Organization", "org"), ("Project", "project"), ("ApplicationId", "App/1.2"),
            ("Timeout", "00:05:30"), ("MaxRetries", "7"), ("RetryTimeouts", "true"), ("RetryOnlyUncharged", "True"),
            ("MaxResponseBytes", "500000000"), ("ValidateRequests", "false"), ("AllowInsecureEndpoint", "true"),
            ("DownloadWithHttpClient", "true"));

        options.Should().BeEquivalentTo(new ImagesClientOptions
        {
            ApiKey = Secret,
            Authentication = ImagesAuthentication.ApiKeyHeader,
            Endpoint = new Uri("http://example.com/v1"),
            ApiVersion = "preview",
            Organization = "org",
            Project = "project",
            ApplicationId = "App/1.2",
            Timeout = new TimeSpan(0, 5, 30),
            MaxRetries = 7,
            RetryTimeouts = true,
            RetryOnlyUncharged = true,
            MaxResponseBytes = 500_000_000,
            ValidateRequests = false,
            AllowInsecureEndpoint = true,
            DownloadWithHttpClient = true,
        });
    }

    [Test]
    public void AddKeyedImagesClient_takes_options_from_a_section()
    {
        var services = new ServiceCollection();
        services.AddKeyedImagesClient("azure", Section(("ApiKey", Secret), ("ApiVersion", "preview")));
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IOptionsMonitor<ImagesClientOptions>>().Get("azure").ApiVersion
            .Should().Be("preview");
        provider.GetRequiredKeyedService<IImagesClient>("azure").Should().NotBeNull();
    }

    [Test]
    public void AddImagesClient_with_an_action_after_the_section_has_the_last_word()
    {
        var services = new ServiceCollection();
        services.AddImagesClient(Section(("ApiKey", Secret), ("MaxRetries", "7")));
        services.AddImagesClient(options => options.MaxRetries = 1);

        Read(services).Should().BeEquivalentTo(new { ApiKey = Secret, MaxRetries = 1 });
    }

    [TestCase("")]
    [TestCase("  ")]
    [TestCase(null)]
    public void AddImagesClient_with_a_blank_value_leaves_it_to_the_environment(string? blank)
    {
        using var variables = new EnvironmentVariables(("OPENAI_API_KEY", "sk-environment"));

        Read(("ApiKey", blank), ("Timeout", blank), ("Endpoint", blank)).Should().BeEquivalentTo(
            new ImagesClientOptions { ApiKey = "sk-environment" });
    }

    [Test]
    public void AddImagesClient_without_the_section_leaves_all_to_the_environment()
    {
        using var variables = new EnvironmentVariables(("OPENAI_API_KEY", "sk-environment"));

        Read().ApiKey.Should().Be("sk-environment");
    }

    [Test]
    public void AddImagesClient_ignores_white_space_and_case()
    {
        Read(("APIKEY", $" {Secret}\n"), ("maxretries", " 3 "), ("Timeout", " -00:00:00.001 ")).Should().BeEquivalentTo(
            new { ApiKey = Secret, MaxRetries = 3, Timeout = Timeout.InfiniteTimeSpan });
    }

    [Test]
    public void AddImagesClient_reads_numbers_and_times_in_any_culture_alike()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");

            Read(("ApiKey", Secret), ("Timeout", "0:00:01.5")).Timeout.Should().Be(TimeSpan.FromSeconds(1.5));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [TestCase("Modle", "Images:Modle is not an option of the images client.")]
    [TestCase("ApiKeyProvider", "Images:ApiKeyProvider is not an option of the images client.")]
    [TestCase("TimeProvider", "Images:TimeProvider is not an option of the images client.")]
    [TestCase("Timeout", "Images:Timeout must be a time as hh:mm:ss.")]
    [TestCase("MaxRetries", "Images:MaxRetries must be a whole number.")]
    [TestCase("MaxResponseBytes", "Images:MaxResponseBytes must be a whole number.")]
    [TestCase("RetryTimeouts", "Images:RetryTimeouts must be true or false.")]
    [TestCase("Endpoint", "Images:Endpoint must be an absolute URL.")]
    [TestCase("Authentication", "Images:Authentication must be Bearer or ApiKeyHeader.")]
    public void AddImagesClient_with_a_key_in_the_wrong_place_names_the_place_only(string key, string message)
    {
        var failure = Refusal((key, Secret), ("ApiKey", Secret));

        failure.Failures.Should().Equal(message);
        failure.ToString().Should().NotContain(Secret);
    }

    [TestCase("Timeout", "600")]
    [TestCase("Timeout", "24:00:00:00:00")]
    [TestCase("Timeout", "-1")]
    [TestCase("MaxRetries", "1.5")]
    [TestCase("MaxRetries", "99999999999")]
    [TestCase("MaxResponseBytes", "1,000")]
    [TestCase("RetryTimeouts", "1")]
    [TestCase("RetryTimeouts", "yes")]
    [TestCase("Endpoint", "v1/images")]
    [TestCase("Authentication", "1")]
    [TestCase("Authentication", "Bearer,ApiKeyHeader")]
    public void AddImagesClient_refuses_a_value_that_cannot_be_converted(string key, string value) =>
        Refusal((key, value), ("ApiKey", Secret)).Failures
            .Should().ContainSingle().Which.Should().StartWith($"Images:{key} must be ");

    [Test]
    public void AddImagesClient_names_everything_that_is_wrong_in_a_section()
    {
        var failure = Refusal(("Modle", "x"), ("MaxRetries", "many"), ("Endpoint:Url", "https://example.com"));

        failure.Failures.Should().Equal(
            "Images:Endpoint must be a value, not a section.",
            "Images:MaxRetries must be a whole number.",
            "Images:Modle is not an option of the images client.");
    }

    [Test]
    public void AddImagesClient_refuses_a_value_instead_of_a_section()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Images", Secret)]).Build();
        var services = new ServiceCollection();
        services.AddImagesClient(configuration.GetSection("Images"));

        var failure = services.Invoking(Read).Should().Throw<OptionsValidationException>().Which;

        failure.Failures.Should().Equal("Images must be a section, not a value.");
    }

    [Test]
    public void Start_with_an_unknown_key_fails()
    {
        var services = new ServiceCollection();
        services.AddImagesClient(Section(("ApiKey", Secret), ("Modle", "x")));
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Invoking(start => start.Validate())
            .Should().Throw<OptionsValidationException>().WithMessage("Images:Modle*");
    }

    private static IConfigurationSection Section(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Images:{value.Key}", value.Value)))
            .Build().GetSection("Images");

    private static ImagesClientOptions Read(params (string Key, string? Value)[] values)
    {
        var services = new ServiceCollection();
        services.AddImagesClient(Section(values));
        return Read(services);
    }

    private static ImagesClientOptions Read(ServiceCollection services)
    {
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ImagesClientOptions>>().Value;
    }

    private static OptionsValidationException Refusal(params (string Key, string? Value)[] values)
    {
        var read = () => Read(values);
        return read.Should().Throw<OptionsValidationException>().Which;
    }
}
