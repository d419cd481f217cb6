using System.Runtime.Serialization;
using System.Text;
using Newtonsoft.Json;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace OpenAIImages.Generated.Tests;

/// <summary>Options without a client: validation, serialization, and the name of the application.</summary>
public class OptionsTests
{
    private static readonly TestCaseData<Action<ImagesClientOptions>>[] InvalidOptions =
    [
        new(options => options.ApiKey = null) { TestName = "{m}(no key)" },
        new(options => options.ApiKey = "two words") { TestName = "{m}(key with a space)" },
        new(options => options.ApiKeyProvider = _ => default) { TestName = "{m}(key and provider)" },
        new(options => options.Endpoint = null!) { TestName = "{m}(no endpoint)" },
        new(options => options.Endpoint = new Uri("http://example.com/v1")) { TestName = "{m}(unencrypted)" },
        new(options => options.Timeout = TimeSpan.Zero) { TestName = "{m}(time limit)" },
        new(options => options.MaxRetries = -1) { TestName = "{m}(retries)" },
        new(options => options.MaxResponseBytes = 0) { TestName = "{m}(size)" },
        new(options => options.Project = "") { TestName = "{m}(empty project)" },
        new(options => options.ApplicationId = "") { TestName = "{m}(empty application)" },
        new(options => options.ApplicationId = "my app: 1") { TestName = "{m}(application with a colon)" },
        new(options => options.ApplicationId = "my\r\napp") { TestName = "{m}(application with a line break)" },
        new(options => options.ApplicationId = "\u00e4pp") { TestName = "{m}(application outside of ASCII)" },
        new(options => options.ApplicationId = MockApi.Key) { TestName = "{m}(key as application)" },
        new(options => options.TimeProvider = null!) { TestName = "{m}(no clock)" },
    ];

    [TestCaseSource(nameof(InvalidOptions))]
    public void Validate_throws_what_the_constructor_throws(Action<ImagesClientOptions> configure)
    {
        var options = new ImagesClientOptions { ApiKey = MockApi.Key };
        options.Validate();

        configure(options);

        var expected = FluentActions.Invoking(() => new ImagesClient(options))
            .Should().Throw<ArgumentException>().Which;
        var actual = options.Invoking(it => it.Validate()).Should().Throw<ArgumentException>().Which;
        actual.Message.Should().Be(expected.Message).And.NotContain(MockApi.Key);
    }

    [TestCase("MyApp")]
    [TestCase("MyApp/1.2")]
    [TestCase("MyApp/1.2 (nightly)")]
    public async Task CreateImageAsync_sends_the_application_before_the_client(string application)
    {
        using var api = new MockApi();
        using var client = api.Client(options => options.ApplicationId = application);

        await client.CreateImageAsync(MockApi.Otter);

        api.Request.Headers["User-Agent"]
            .Should().MatchRegex($"^{System.Text.RegularExpressions.Regex.Escape(application)}"
            + @" OpenAIImages\.Generated/[0-9]+\.[0-9]+");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Serialize_options_leaves_out_the_key(bool hasKey)
    {
        var options = new ImagesClientOptions { Organization = "org-abc123", TimeProvider = TimeProvider.System };
        if (hasKey) options.ApiKey = MockApi.Key;
        else options.ApiKeyProvider = _ => new ValueTask<string>(MockApi.Key);
        options.AllowDownload = _ => true;
        options.OnRetry = _ => { };

        string[] texts = [JsonSerializer.Serialize(options), JsonConvert.SerializeObject(options), ToXml(options)];

        foreach (var text in texts) text.Should().Contain("org-abc123").And.NotContain(MockApi.Key);
    }

    [Test]
    public void Serialize_and_deserialize_keeps_the_other_options()
    {
        var options = new ImagesClientOptions { Endpoint = new Uri("https://example.com/v1"), MaxRetries = 5 };

        var copy = JsonSerializer.Deserialize<ImagesClientOptions>(JsonSerializer.Serialize(options))!;

        copy.Endpoint.Should().Be(options.Endpoint);
        copy.MaxRetries.Should().Be(5);
    }

    private static string ToXml(ImagesClientOptions options)
    {
        using var stream = new MemoryStream();
        new DataContractSerializer(typeof(ImagesClientOptions)).WriteObject(stream, options);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
