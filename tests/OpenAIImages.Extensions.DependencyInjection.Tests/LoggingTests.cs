using Microsoft.Extensions.Logging;

namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>What the factory logs about the calls of a client.</summary>
public class LoggingTests
{
    [TestCase(ImagesAuthentication.Bearer, "Authorization")]
    [TestCase(ImagesAuthentication.ApiKeyHeader, "api-key")]
    public async Task Logs_at_every_level_have_neither_the_key_nor_the_prompt(
        ImagesAuthentication authentication, string header)
    {
        var logs = await LogsOfACallAsync((_, options) => options.Authentication = authentication);

        logs.Should().Contain($"{header}: *", "the headers are logged, or the test shows nothing");
        logs.Should().NotContain(ImageServer.Key).And.NotContain(ImageServer.Prompt);
    }

    [Test]
    public async Task Logs_of_a_client_that_redacts_other_headers_do_not_have_the_key()
    {
        var logs = await LogsOfACallAsync((builder, _) => builder.RedactLoggedHeaders(["X-Mine"]));

        logs.Should().Contain("Authorization: *").And.Contain("User-Agent: OpenAIImages");
        logs.Should().NotContain(ImageServer.Key);
    }

    [Test]
    public async Task Logs_of_an_application_that_redacts_nothing_do_not_have_the_key()
    {
        var logs = await LogsOfACallAsync((builder, _) =>
            builder.Services.ConfigureHttpClientDefaults(all => all.RedactLoggedHeaders(_ => false)));

        logs.Should().Contain("Authorization: *").And.NotContain(ImageServer.Key);
    }

    private static async Task<string> LogsOfACallAsync(Action<IHttpClientBuilder, ImagesClientOptions> configure)
    {
        using var logs = new LogCollector();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        var options = new ImagesClientOptions();
        var builder = services.AddImagesClient(client =>
        {
            client.ApiKey = ImageServer.Key;
            client.Authentication = options.Authentication;
        }).ConfigurePrimaryHttpMessageHandler(() => new ImageServer());
        configure(builder, options);
        await using var provider = services.BuildServiceProvider();

        await provider.CreateImageAsync();

        return logs.ToString();
    }
}
