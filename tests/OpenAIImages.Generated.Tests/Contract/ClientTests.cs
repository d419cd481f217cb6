using System.Net;

namespace OpenAIImages.Generated.Tests;

/// <summary>How a client is created and disposed of.</summary>
public class ClientTests
{
    private static readonly TestCaseData<Action<ImagesClientOptions>, string>[] Impossible =
    [
        new(it => it.TimeProvider = null!, "TimeProvider must not be null.") { TestName = "{m}(TimeProvider)" },
        new(it => it.MaxRetries = -1, "MaxRetries*") { TestName = "{m}(MaxRetries)" },
        new(it => it.Timeout = TimeSpan.Zero, "Timeout must be more than zero*") { TestName = "{m}(Timeout)" },
        new(it => it.Authentication = (ImagesAuthentication)7, "Authentication is neither Bearer nor ApiKeyHeader.")
            { TestName = "{m}(Authentication)" },
        new(it => it.ApiKey = "a key", "The API key has characters that a header cannot carry: *")
            { TestName = "{m}(ApiKey)" },
        new(it => it.Organization = "lm-studi", "Organization must not contain a key.")
            { TestName = "{m}(a short key elsewhere)" },
        new(it => it.Organization = "org.sk-0123456789abcdZz", "Organization must not contain a key.")
            { TestName = "{m}(a key by its form, Zz)" },
        new(it => it.Endpoint = new Uri("http://images.test/"), "Endpoint is unencrypted http*AllowInsecureEndpoint.")
            { TestName = "{m}(Endpoint)" },
    ];

    private static readonly TestCaseData<Action<ImagesClientOptions>>[] Possible =
    [
        new(it => it.MaxRetries = 0) { TestName = "{m}(no retries)" },
        new(it => it.ApiKey = "!a~") { TestName = "{m}(all that is printable)" },
        new(it => it.Organization = "the-longest-organization.sk-short")
            { TestName = "{m}(a word that begins as a key)" },
        new(it => it.Organization = "lm-stud") { TestName = "{m}(a part of a key)" },
    ];

    [TestCaseSource(nameof(Impossible))]
    public void Constructor_with_invalid_options_throws(Action<ImagesClientOptions> configure, string message)
    {
        var options = new ImagesClientOptions { ApiKey = "lm-studi" };
        configure(options);

        FluentActions.Invoking(() => new ImagesClient(options))
            .Should().Throw<ArgumentException>().WithMessage(message);
    }

    [TestCaseSource(nameof(Possible))]
    public void Constructor_with_valid_options_does_not_throw(Action<ImagesClientOptions> configure)
    {
        var options = new ImagesClientOptions { ApiKey = "lm-studi" };
        configure(options);

        FluentActions.Invoking(() => new ImagesClient(options).Dispose()).Should().NotThrow();
    }

    [Test]
    public void Constructor_with_a_long_key_in_the_host_throws()
    {
        const string key = "abcdefghijklmnopqrs";
        var options = new ImagesClientOptions { ApiKey = key, Endpoint = new Uri($"https://{key}.example.com/") };

        FluentActions.Invoking(() => new ImagesClient(options)).Should().Throw<ArgumentException>();
    }

    [Test]
    public void Constructor_needs_only_a_key()
    {
        using var client = new ImagesClient(MockApi.Key);

        client.ToString().Should().Contain("api.openai.com");
    }

    [Test]
    public async Task Calls_after_Dispose_throw()
    {
        await using var server = new FaultServer(connection =>
            connection.RespondAsync(
                200,
                connection.LastRequest.StartsWith("GET", StringComparison.Ordinal) ? "GIF89a" : MockApi.UrlResponse));
        var client = new ImagesClient(FaultClient.Options(server.Endpoint, TimeProvider.System));
        await client.CreateImageAsync(MockApi.Otter);
        await client.CopyImageAsync(new Image { Url = server.Endpoint }, Stream.Null);

        client.Dispose();

        await client.Awaiting(it => it.CreateImageAsync(MockApi.Otter)).Should().ThrowAsync<ObjectDisposedException>();
        await client.Awaiting(it => it.CopyImageAsync(new Image { Url = server.Endpoint }, Stream.Null))
            .Should().ThrowAsync<ObjectDisposedException>();
        server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Dispose_leaves_the_HttpClient_of_the_caller_open()
    {
        using var api = new MockApi();
        api.Client().Dispose();

        (await api.HttpClient.GetAsync(new Uri("https://example.com/"))).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Dispose_by_a_finalizer_does_not_end_the_client()
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(200, MockApi.UrlResponse));
        using var client = new DerivedClient(FaultClient.Options(server.Endpoint, TimeProvider.System));

        client.Finish();

        (await client.CreateImageAsync(MockApi.Otter)).Data.Should().ContainSingle();
    }

    [Test]
    public async Task CreateImageAsync_without_openStream_throws()
    {
        using var api = new MockApi();
        using var client = api.Client();

        await client.Awaiting(it => it.CreateImageAsync(MockApi.Otter, openStream: null!))
            .Should().ThrowAsync<ArgumentNullException>().WithParameterName("openStream");
        api.Count.Should().Be(0);
    }

    private sealed class DerivedClient(ImagesClientOptions options) : ImagesClient(options)
    {
        public void Finish() => Dispose(disposing: false);
    }
}
