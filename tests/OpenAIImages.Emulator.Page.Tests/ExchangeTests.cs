using System.Net.ServerSentEvents;
using System.Text;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>What the page receives about requests, over HTTP.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ExchangeTests : IAsyncDisposable
{
    private const string Request = """{"prompt": "otter", "model": "gpt-image-2", "size": "1024x640"}""";

    private readonly HttpClient _http = new();
    private readonly ManualTime _time = new();
    private ImagesEmulator _emulator = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _emulator = await ImagesEmulator.StartAsync(new ImagesEmulatorOptions
        {
            TimeProvider = _time,
            Deployments = { ["drawings"] = ImageModel.DallE2 },
        });
        _http.BaseAddress = new Uri(_emulator.Endpoint, "/");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _emulator.DisposeAsync();
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Events_report_each_request_when_it_begins_and_when_it_ends(CancellationToken cancellationToken)
    {
        await using var events = await OpenAsync(cancellationToken);
        (await events.NextAsync()).EventType.Should().Be("start");

        var response = PostAsync(Request, ("x-emulator-fault", "latency=3s"));
        var begun = JObject.Parse((await events.NextAsync()).Data);
        while (_time.PendingTimers == 0) await Task.Yield();
        _time.Advance(TimeSpan.FromSeconds(3));
        (await response).Dispose();
        var ended = JObject.Parse((await events.NextAsync()).Data);

        ((bool)begun["pending"]!, (string?)begun["prompt"]).Should().Be((true, "otter"));
        ((bool)ended["pending"]!, (int)ended["status"]!, (int)ended["number"]!).Should().Be((false, 200, 1));
        ((long)ended["milliseconds"]!).Should().Be(3000);
    }

    [Test]
    public async Task An_exchange_has_no_key_and_no_base64()
    {
        (await PostAsync(Request)).Dispose();

        var text = await _http.GetStringAsync("page/exchanges/1");

        text.Should().NotContain("sk-secret").And.Contain("Bearer ***");
        text.Length.Should().BeLessThan(8_000);
        var body = JObject.Parse((string)JObject.Parse(text)["responseBody"]!);
        ((string)body["data"]![0]!["b64_json"]!).Should().MatchRegex(@"^iVBORw0KGgo.{29}… \([\d,]+ more characters\)$");
        ((string)body["size"]!).Should().Be("1024x640");
    }

    [Test]
    public async Task An_exchange_has_at_most_64_KiB_of_a_body()
    {
        (await PostAsync($$"""{"prompt": "{{new string('x', 100_000)}}", "model": "gpt-image-2"}""")).Dispose();

        var body = (string)JObject.Parse(await _http.GetStringAsync("page/exchanges/1"))["requestBody"]!;

        body.Should().StartWith("{\"prompt\": \"xxx").And.EndWith("x… (34,502 more bytes)");
    }

    [TestCase("png", "image/png")]
    [TestCase("jpeg", "image/jpeg")]
    [TestCase("webp", "image/webp")]
    [TestCase("gif", "image/gif")]
    [TestCase("svg", "image/svg+xml")]
    public async Task The_picture_of_an_exchange_is_the_one_that_was_sent(string format, string mediaType)
    {
        using var response = await PostAsync($$"""
            {"prompt": "otter", "model": "gpt-image-2.6-flare", "size": "512x512", "output_format": "{{format}}"}
            """.Replace("512x512", format == "gif" ? "512x512" : "1024x1024", StringComparison.Ordinal));
        var sent = JObject.Parse(await response.Content.ReadAsStringAsync());

        var path = JObject.Parse(await _http.GetStringAsync("page/exchanges/1"))["pictures"]!.Single().ToString();
        using var picture = await _http.GetAsync(path);

        picture.Content.Headers.ContentType!.MediaType.Should().Be(mediaType);
        (await picture.Content.ReadAsByteArrayAsync()).Should().Equal((byte[])sent["data"]![0]!["b64_json"]!);
        _emulator.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task A_picture_can_be_seen_for_60_minutes()
    {
        (await PostAsync(Request)).Dispose();
        var path = JObject.Parse(await _http.GetStringAsync("page/exchanges/1"))["pictures"]!.Single().ToString();

        _time.Advance(TimeSpan.FromMinutes(61));

        using var picture = await _http.GetAsync(path);
        ((int)picture.StatusCode).Should().Be(404);
    }

    [TestCase("v1/images/generations", """{"prompt": "x", "model": "drawings", "style": "vivid"}""")]
    [TestCase("openai/deployments/drawings/images/generations?api-version=1", """{"prompt": "x", "style": "vivid"}""")]
    public async Task The_violations_are_those_of_the_model_behind_a_deployment(string path, string body)
    {
        (await PostAsync(body, path: path)).Dispose();

        var exchange = JObject.Parse(await _http.GetStringAsync("page/exchanges/1"));

        ((string)exchange["model"]!).Should().Be("drawings");
        ((string)exchange["violations"]!.Single()["parameter"]!).Should().Be("style");
    }

    private Task<HttpResponseMessage> PostAsync(string body, params (string Name, string Value)[] headers) =>
        PostAsync(body, "v1/images/generations", headers);

    private Task<HttpResponseMessage> PostAsync(string body, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { { "Authorization", "Bearer sk-secret" } },
        };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return _http.SendAsync(request);
    }

    private async Task<EventReader> OpenAsync(CancellationToken cancellationToken)
    {
        var response = await _http.GetAsync(
            "page/events", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return new EventReader(response, SseParser.Create(stream).EnumerateAsync(cancellationToken)
            .GetAsyncEnumerator(cancellationToken));
    }

    private sealed class EventReader(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> events)
        : IAsyncDisposable
    {
        public async Task<SseItem<string>> NextAsync()
        {
            (await events.MoveNextAsync()).Should().BeTrue();
            return events.Current;
        }

        public async ValueTask DisposeAsync()
        {
            await events.DisposeAsync();
            response.Dispose();
        }
    }
}
