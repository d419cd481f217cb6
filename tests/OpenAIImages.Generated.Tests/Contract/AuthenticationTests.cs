using System.Text.RegularExpressions;

namespace OpenAIImages.Generated.Tests;

/// <summary>How the client authenticates: on each request, and nowhere else.</summary>
public class AuthenticationTests
{
    [Test]
    public async Task Key_is_sent_as_a_bearer_token_by_default()
    {
        var sent = await SendAsync();

        sent.Headers["Authorization"].Should().Be("Bearer " + MockApi.Key);
        sent.Headers.Should().NotContainKeys("api-key", "OpenAI-Organization", "OpenAI-Project");
    }

    [Test]
    public async Task Key_is_sent_in_the_api_key_header_for_Azure()
    {
        var sent = await SendAsync(options => options.Authentication = ImagesAuthentication.ApiKeyHeader);

        sent.Headers["api-key"].Should().Be(MockApi.Key);
        sent.Headers.Should().NotContainKey("Authorization");
    }

    [TestCase(ImagesAuthentication.Bearer, "Authorization", "Bearer key-")]
    [TestCase(ImagesAuthentication.ApiKeyHeader, "api-key", "key-")]
    public async Task ApiKeyProvider_is_called_once_per_request(
        ImagesAuthentication authentication, string header, string start)
    {
        var asked = 0;
        using var api = new MockApi();
        using var client = api.Client(options =>
        {
            options.ApiKey = null;
            options.Authentication = authentication;
            options.ApiKeyProvider = async _ =>
            {
                await Task.Yield();
                return $"key-{++asked}";
            };
        });

        asked.Should().Be(0, "nothing has been sent");
        await client.CreateImageAsync(MockApi.Otter);
        await client.CreateImageAsync(MockApi.Otter);

        api.Requests.Select(it => it.Headers[header]).Should().Equal(start + "1", start + "2");
    }

    [Test]
    public async Task ApiKeyProvider_receives_the_token_of_the_call()
    {
        using var cancellation = new CancellationTokenSource();
        using var api = new MockApi();
        using var client = api.Client(options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = async token =>
            {
                await cancellation.CancelAsync();
                token.ThrowIfCancellationRequested();
                return "a-key";
            };
        });

        await client.Awaiting(it => it.CreateImageAsync(MockApi.Otter, cancellation.Token))
            .Should().ThrowAsync<OperationCanceledException>();
        api.Count.Should().Be(0);
    }

    [Test]
    public async Task Exception_of_ApiKeyProvider_reaches_the_caller()
    {
        using var api = new MockApi();
        using var client = api.Client(options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = _ => throw new TimeoutException("The vault does not respond.");
        });

        await client.Awaiting(it => it.CreateImageAsync(MockApi.Otter))
            .Should().ThrowAsync<TimeoutException>().WithMessage("The vault does not respond.");
        api.Count.Should().Be(0);
    }

    [Test]
    public async Task ApiKeyProvider_is_not_called_for_an_invalid_request()
    {
        var asked = 0;
        using var api = new MockApi();
        using var client = api.Client(options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = _ => new ValueTask<string>($"key-{++asked}");
        });

        await client.Awaiting(it => it.CreateImageAsync(new CreateImageRequest()))
            .Should().ThrowAsync<ImageRequestException>();
        asked.Should().Be(0);
    }

    [Test]
    public async Task Organization_and_project_are_sent_as_headers()
    {
        var sent = await SendAsync(options =>
        {
            options.Organization = "org-abc123";
            options.Project = "proj_abc123";
        });

        sent.Headers["OpenAI-Organization"].Should().Be("org-abc123");
        sent.Headers["OpenAI-Project"].Should().Be("proj_abc123");
    }

    [Test]
    public async Task User_agent_names_the_package_and_its_version()
    {
        var sent = await SendAsync();

        var version = typeof(ImagesClient).Assembly.GetName().Version!.ToString(3);
        sent.Headers["User-Agent"]
            .Should().MatchRegex($"^OpenAIImages\\.Generated/{Regex.Escape(version)}(-[0-9A-Za-z.-]+)?$");
    }

    [Test]
    public async Task Each_request_has_its_own_client_request_id()
    {
        using var api = new MockApi();
        using var client = api.Client();

        await client.CreateImageAsync(MockApi.Otter);
        await client.CreateImageAsync(MockApi.Otter);

        var ids = api.Requests.Select(it => it.Headers["X-Client-Request-Id"]).ToList();
        ids.Should().OnlyHaveUniqueItems().And.OnlyContain(id => id.Length > 0 && id.Length <= 512);
    }

    [TestCase(ImagesAuthentication.Bearer)]
    [TestCase(ImagesAuthentication.ApiKeyHeader)]
    public async Task Shared_HttpClient_is_not_changed(ImagesAuthentication authentication)
    {
        using var api = new MockApi();
        using var client = api.Client(options =>
        {
            options.Authentication = authentication;
            options.Organization = "org-abc123";
        });

        await client.CreateImageAsync(MockApi.Otter);

        api.HttpClient.DefaultRequestHeaders.Should().BeEmpty();
        api.HttpClient.BaseAddress.Should().BeNull();
        api.HttpClient.Timeout.Should().Be(TimeSpan.FromSeconds(100));
    }

    [Test]
    public async Task Two_clients_can_share_one_HttpClient()
    {
        using var api = new MockApi();
        using var one = api.Client(options => options.ApiKey = "key-of-one");
        using var other = api.Client(options => options.ApiKey = "key-of-other");

        await one.CreateImageAsync(MockApi.Otter);
        await other.CreateImageAsync(MockApi.Otter);
        one.Dispose();
        await other.CreateImageAsync(MockApi.Otter);

        api.Requests.Select(it => it.Headers["Authorization"])
            .Should().Equal("Bearer key-of-one", "Bearer key-of-other", "Bearer key-of-other");
    }

    private static async Task<SentRequest> SendAsync(Action<ImagesClientOptions>? configure = null)
    {
        using var api = new MockApi();
        using var client = api.Client(configure);
        await client.CreateImageAsync(MockApi.Otter);
        return api.Request;
    }
}
