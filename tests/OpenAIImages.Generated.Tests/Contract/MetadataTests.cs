namespace OpenAIImages.Generated.Tests;

/// <summary>What is read from the headers of a response.</summary>
public class MetadataTests
{
    [Test]
    public async Task Metadata_has_the_request_id_and_who_was_charged()
    {
        var metadata = await AskAsync(
            ("x-request-id", "req_123"),
            ("openai-processing-ms", "12345"),
            ("openai-organization", "my-organization"),
            ("openai-project", "proj_abc123"),
            ("openai-version", "2020-10-01"));

        metadata.RequestId.Should().Be("req_123");
        metadata.ProcessingTime.Should().Be(TimeSpan.FromMilliseconds(12345));
        metadata.Organization.Should().Be("my-organization");
        metadata.Project.Should().Be("proj_abc123");
        metadata.Version.Should().Be("2020-10-01");
    }

    [Test]
    public async Task Metadata_without_headers_is_empty()
    {
        var metadata = await AskAsync();

        metadata.Should().BeEquivalentTo(new
        {
            RequestId = (string?)null,
            ProcessingTime = (TimeSpan?)null,
            Organization = (string?)null,
            Project = (string?)null,
            Version = (string?)null,
            RateLimits = new { Requests = (RateLimit?)null, Tokens = (RateLimit?)null, InputImages = (RateLimit?)null },
        });
    }

    [TestCase("0", 0)]
    [TestCase("1.5", 1.5)]
    [TestCase("-1", null)]
    [TestCase("NaN", null)]
    [TestCase("2147483647", 2147483647)]
    [TestCase("2147483648", null)]
    [TestCase("1e300", null)]
    [TestCase("soon", null)]
    public async Task ProcessingTime_is_null_unless_the_header_is_a_time(string value, double? milliseconds)
    {
        var metadata = await AskAsync(("openai-processing-ms", value));

        metadata.ProcessingTime?.TotalMilliseconds.Should().Be(milliseconds);
        metadata.ProcessingTime.HasValue.Should().Be(milliseconds.HasValue);
    }

    [Test]
    public async Task RateLimits_has_requests_tokens_and_images()
    {
        var metadata = await AskAsync(
            ("x-ratelimit-limit-requests", "500"),
            ("x-ratelimit-remaining-requests", "499"),
            ("x-ratelimit-reset-requests", "120ms"),
            ("x-ratelimit-limit-tokens", "800000"),
            ("x-ratelimit-remaining-tokens", "0"),
            ("x-ratelimit-reset-tokens", "6m0s"),
            ("x-ratelimit-limit-input-images", "250"));

        metadata.RateLimits.Should().BeEquivalentTo(new
        {
            Requests = new { Limit = 500L, Remaining = 499L, Reset = TimeSpan.FromMilliseconds(120) },
            Tokens = new { Limit = 800_000L, Remaining = 0L, Reset = TimeSpan.FromMinutes(6) },
            InputImages = new { Limit = 250L, Remaining = (long?)null, Reset = (TimeSpan?)null },
        });
    }

    [TestCase("0s", 0)]
    [TestCase("1s", 1)]
    [TestCase("6m0s", 360)]
    [TestCase("1h2m3.5s", 3723.5)]
    [TestCase("2d", 172_800)]
    [TestCase("1m30s250ms", 90.25)]
    [TestCase("soon", null)]
    [TestCase("60", 60)]
    [TestCase("s", null)]
    [TestCase("1s2", null)]
    [TestCase("-1s", null)]
    [TestCase("1.2.3s", null)]
    [TestCase("1 s", null)]
    [TestCase("1w", null)]
    [TestCase("2147483647s", 2147483647)]
    [TestCase("2147483648s", null)]
    [TestCase("99999999999999999999d", null)]
    public async Task Reset_is_read_as_a_duration(string value, double? seconds)
    {
        var metadata = await AskAsync(("x-ratelimit-limit-requests", "1"), ("x-ratelimit-reset-requests", value));

        metadata.RateLimits.Requests!.Reset.Should().Be(seconds is { } it ? TimeSpan.FromSeconds(it) : null);
    }

    [TestCase("many")]
    [TestCase("1.5")]
    [TestCase("99999999999999999999")]
    public async Task Tokens_is_null_unless_the_header_is_a_number(string value)
    {
        (await AskAsync(("x-ratelimit-limit-tokens", value))).RateLimits.Tokens.Should().BeNull();
    }

    [Test]
    public async Task Headers_ignores_the_case_of_names()
    {
        var metadata = await AskAsync(("X-Custom", "one"), ("X-Custom", "two"));

        metadata.Headers["x-custom"].Should().Equal("one", "two");
        metadata.Headers["content-type"].Should().Equal("application/json");
    }

    [Test]
    public async Task Headers_and_RateLimits_are_read_once()
    {
        var metadata = await AskAsync(("x-ratelimit-limit-requests", "500"));

        metadata.Headers.Should().BeSameAs(metadata.Headers);
        metadata.RateLimits.Should().BeSameAs(metadata.RateLimits);
    }

    [Test]
    public void ResponseMetadata_can_be_created_from_headers()
    {
        var none = new ResponseMetadata();
        var some = new ResponseMetadata(new Dictionary<string, IReadOnlyList<string>>
        {
            ["x-request-id"] = ["req_1", "req_2"],
            ["openai-version"] = [],
        });

        none.Headers.Should().BeEmpty();
        none.RequestId.Should().BeNull();
        some.RequestId.Should().Be("req_1");
        some.Version.Should().BeNull();
        some.Headers.Should().HaveCount(2);
    }

    [Test]
    public async Task ClientRequestId_is_the_id_that_was_sent()
    {
        using var api = new MockApi();
        using var client = api.Client();

        var response = await client.CreateImageAsync(MockApi.Otter);

        response.Metadata.ClientRequestId.Should().Be(api.Request.Headers["X-Client-Request-Id"])
            .And.MatchRegex(
                "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", "it is a UUID of version 4");
    }

    [Test]
    public async Task ClientRequestId_is_set_when_a_handler_omits_the_request()
    {
        var handler = new ScriptedHandler(ScriptedHandler.Status(200, MockApi.UrlResponse));
        using var httpClient = new HttpClient(handler);
        using var client = new ImagesClient(new ImagesClientOptions { ApiKey = MockApi.Key }, httpClient);

        var response = await client.CreateImageAsync(MockApi.Otter);

        handler.Requests.Single().Headers.GetValues("X-Client-Request-Id")
            .Should().Equal(response.Metadata.ClientRequestId);
    }

    [Test]
    public async Task ToJson_leaves_out_the_metadata()
    {
        using var api = new MockApi(MockApi.Json(MockApi.UrlResponse, headers: ("x-request-id", "req_123")));
        using var client = api.Client();

        (await client.CreateImageAsync(MockApi.Otter)).ToJson().Should().Be(MockApi.UrlResponse);
    }

    private static async Task<ResponseMetadata> AskAsync(params (string Name, string Value)[] headers)
    {
        using var api = new MockApi(MockApi.Json(MockApi.UrlResponse, headers: headers));
        using var client = api.Client();
        return (await client.CreateImageAsync(MockApi.Otter)).Metadata;
    }
}
