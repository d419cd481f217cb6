using System.Diagnostics;
using System.Net;

namespace OpenAIImages.Generated.Tests;

/// <summary>What the client's activity source and meter report about a call.</summary>
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TelemetryTests : IDisposable
{
    private const string Body =
        """
        {"data":[{"b64_json":"iVBORw0KGgo="},{"b64_json":"iVBORw0KGgo="}],"model":"gpt-image-2-2026-04-21",
        "usage":{"input_tokens":12,"output_tokens":345,"total_tokens":357}}
        """;

    private const string Completed =
        """data: {"type":"image_generation.partial_image","b64_json":"iVBORw0KGgo=","partial_image_index":0}""" + "\n\n"
        + """data: {"type":"image_generation.completed","b64_json":"iVBORw0KGgo=","""
        + """ "usage":{"input_tokens":1,"output_tokens":2}}""" + "\n\n";

    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromSeconds(10) };
    private readonly TelemetryLog _log = new();

    private static CreateImageRequest Request =>
        new() { Prompt = "A cute baby sea otter", Model = "gpt-image-2", N = 2 };

    public void Dispose() => _log.Dispose();

    [Test]
    public async Task CreateImageAsync_is_one_span_with_the_conventions_names()
    {
        await CallAsync(MockApi.Json(Body, HttpStatusCode.OK, ("x-request-id", "req_123")));

        var activity = _log.Activities.Should().ContainSingle().Which;
        activity.DisplayName.Should().Be("generate_content gpt-image-2");
        activity.Kind.Should().Be(ActivityKind.Client);
        activity.Status.Should().Be(ActivityStatusCode.Unset);
        activity.TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["gen_ai.operation.name"] = "generate_content",
            ["gen_ai.provider.name"] = "openai",
            ["gen_ai.request.model"] = "gpt-image-2",
            ["gen_ai.request.choice.count"] = 2,
            ["gen_ai.output.type"] = "image",
            ["gen_ai.response.id"] = "req_123",
            ["gen_ai.response.model"] = "gpt-image-2-2026-04-21",
            ["gen_ai.usage.input_tokens"] = 12L,
            ["gen_ai.usage.output_tokens"] = 345L,
            ["server.address"] = "api.openai.com",
            ["server.port"] = 443,
        });
    }

    [Test]
    public async Task CreateImageAsync_measures_duration_tokens_and_images()
    {
        await CallAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(90));
            return MockApi.Json(Body)();
        });

        Of("gen_ai.client.operation.duration").Should().Equal(90);
        Of("gen_ai.client.token.usage").Should().Equal(12, 345);
        Of("openai_images.client.images").Should().Equal(2);
        _log.Measurements.Select(item => item.Unit).Should().Contain(["s", "{token}", "{image}"]);
        _log.Measurements.Should().AllSatisfy(item =>
        {
            item.Tags["gen_ai.request.model"].Should().Be("gpt-image-2");
            item.Tags.Should().NotContainKey("error.type");
        });
        _log.Measurements.Where(item => item.Name == "gen_ai.client.token.usage")
            .Select(item => item.Tags["gen_ai.token.type"]).Should().Equal("input", "output");
    }

    [TestCase("https://api.openai.com/v1", "openai")]
    [TestCase("https://my.openai.azure.com/openai/v1", "azure.ai.openai")]
    [TestCase("https://my.cognitiveservices.azure.com/openai/v1", "azure.ai.openai")]
    [TestCase("https://api.x.ai/v1", "x_ai")]
    [TestCase("https://images.example.com/v1", "images.example.com")]
    [TestCase("https://notopenai.com/v1", "notopenai.com")]
    public async Task CreateImageAsync_names_the_provider(string endpoint, string provider)
    {
        await CallAsync(MockApi.Json(Body), options => options.Endpoint = new Uri(endpoint));

        _log.Activities.Single().GetTagItem("gen_ai.provider.name").Should().Be(provider);
    }

    [Test]
    public async Task CreateImageAsync_through_service_discovery_names_no_port()
    {
        await CallAsync(MockApi.Json(Body), options => options.Endpoint = new Uri("https+http://images/v1"));

        _log.Activities.Single().TagObjects.Should().Contain("server.address", "images")
            .And.NotContain(tag => tag.Key == "server.port");
    }

    [TestCase(429, """{"error":{"code":"rate_limit_exceeded"}}""", "rate_limit_exceeded")]
    [TestCase(503, "<html>", "503")]
    [TestCase(400, """{"error":{"code":"a cute baby sea otter"}}""", "400")]
    public async Task CreateImageAsync_that_fails_says_the_code_or_the_status(int status, string body, string type)
    {
        await CallAsync(MockApi.Json(body, (HttpStatusCode)status));

        var activity = _log.Activities.Single();
        activity.Status.Should().Be(ActivityStatusCode.Error);
        activity.StatusDescription.Should().BeNull();
        activity.GetTagItem("error.type").Should().Be(type);
        _log.Measurements.Single(item => item.Name == "gen_ai.client.operation.duration").Tags["error.type"]
            .Should().Be(type);
    }

    [Test]
    public async Task CreateImageAsync_that_is_not_sent_says_the_exception()
    {
        var request = Request;
        request.N = 1000;

        await CallAsync(MockApi.Json(Body), request: request);

        _log.Activities.Single().GetTagItem("error.type").Should().Be("OpenAIImages.Generated.ImageRequestException");
    }

    [Test]
    public async Task CreateImageAsync_that_is_retried_is_one_span_with_events()
    {
        var handler = new ScriptedHandler(
            ScriptedHandler.Status(429, "{}", ("Retry-After", "4")),
            ScriptedHandler.Failure(new HttpRequestException("broken")),
            ScriptedHandler.Status(200, Body));
        var retries = new List<RetryNotice>();
        var options = new ImagesClientOptions { ApiKey = MockApi.Key, TimeProvider = _time, OnRetry = retries.Add };
        using var http = new HttpClient(new RetryHandler(options) { InnerHandler = handler });
        using var client = new ImagesClient(options, http);

        await client.CreateImageAsync(Request);

        var events = _log.Activities.Single().Events.ToArray();
        events.Select(item => item.Name).Should().Equal("retry", "retry");
        events[0].Tags.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["retry.attempt"] = 1,
            ["retry.delay"] = 4.0,
            ["error.type"] = "429",
        });
        events[1].Tags.Should().Contain("error.type", "System.Net.Http.HttpRequestException");
        Of("openai_images.client.retries").Should().Equal(1, 1);
        retries.Select(retry => (retry.Attempt, retry.StatusCode)).Should().Equal((1, 429), (2, null));
        retries[0].Delay.Should().Be(TimeSpan.FromSeconds(4));
        retries[1].Exception.Should().BeOfType<HttpRequestException>();
    }

    [Test]
    public async Task OnRetry_that_throws_ends_the_call_and_releases_the_response()
    {
        var body = new StreamProbe();
        var handler = new ScriptedHandler(ScriptedHandler.Body(body, 503), ScriptedHandler.Status(200, Body));
        var options = new ImagesClientOptions
        {
            ApiKey = MockApi.Key,
            TimeProvider = _time,
            OnRetry = _ => throw new InvalidOperationException("enough"),
        };
        using var http = new HttpClient(new RetryHandler(options) { InnerHandler = handler });
        using var client = new ImagesClient(options, http);

        await client.Awaiting(it => it.CreateImageAsync(Request))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("enough");

        handler.Requests.Should().HaveCount(1);
        body.IsDisposed.Should().BeTrue();
    }

    [Test]
    public async Task CreateImageStreamAsync_is_one_span_with_previews_as_events()
    {
        using var api = new MockApi(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            return MockApi.Text(Completed, "text/event-stream")();
        });
        using var client = api.Client(options => options.TimeProvider = _time);

        await foreach (var item in client.CreateImageStreamAsync(Request)) item.Should().NotBeNull();

        var activity = _log.Activities.Single();
        activity.GetTagItem("gen_ai.request.stream").Should().Be(true);
        activity.GetTagItem("gen_ai.response.time_to_first_chunk").Should().Be(3.0);
        activity.GetTagItem("gen_ai.usage.output_tokens").Should().Be(2L);
        activity.Events.Single().Name.Should().Be("preview");
        Of("openai_images.client.images").Should().Equal(1);
    }

    [Test]
    public async Task CreateImageStreamAsync_that_is_left_ends_its_span()
    {
        using var api = new MockApi(MockApi.Text(Completed, "text/event-stream"));
        using var client = api.Client();

        await foreach (var item in client.CreateImageStreamAsync(Request)) break;

        _log.Activities.Should().ContainSingle().Which.Status.Should().Be(ActivityStatusCode.Unset);
    }

    [Test]
    public async Task CreateImageStreamAsync_that_breaks_off_says_the_status()
    {
        using var api = new MockApi(MockApi.Text("data: {", "text/event-stream"));
        using var client = api.Client();

        await FluentActions.Awaiting(
            async () => await client.CreateImageStreamAsync(Request).GetAsyncEnumerator().MoveNextAsync())
            .Should().ThrowAsync<ApiException>();

        Of("openai_images.client.images").Should().BeEmpty();
    }

    [Test]
    public async Task CreateImageAsync_within_the_span_of_another_library_counts_nothing_twice()
    {
        using var outer = new Activity("outer").SetTag("gen_ai.operation.name", "generate_content").Start();

        await CallAsync(MockApi.Json(Body));

        _log.Activities.Should().BeEmpty();
        _log.Measurements.Select(item => item.Name).Should().Equal("openai_images.client.images");
    }

    private async Task CallAsync(
        Func<HttpResponseMessage> response,
        Action<ImagesClientOptions>? configure = null,
        CreateImageRequest? request = null)
    {
        using var api = new MockApi(response);
        using var client = api.Client(options =>
        {
            options.TimeProvider = _time;
            configure?.Invoke(options);
        });
        try
        {
            await client.CreateImageAsync(request ?? Request);
        }
        catch (Exception failure) when (failure is ApiException or ImageRequestException)
        {
            _log.Activities.Should().NotBeEmpty();
        }
    }

    private IEnumerable<double> Of(string name) =>
        _log.Measurements.Where(item => item.Name == name).Select(item => item.Value);

    private sealed class StreamProbe : MemoryStream
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
