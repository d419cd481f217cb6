using System.Net;
using System.Text;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>The files and endpoints of the page, over HTTP.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PageEndpointTests : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private ImagesEmulator _emulator = null!;

    [SetUp]
    public Task StartAsync() => StartAsync(new ImagesEmulatorOptions());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _emulator.DisposeAsync();
    }

    [Test]
    public async Task Get_of_the_root_is_the_page_with_a_strict_policy()
    {
        using var response = await _http.GetAsync("/");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("text/html; charset=utf-8");
        var policy = response.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
        policy.Should().Contain(["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
            "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'"]);
        policy.Should().NotContain(it => it.Contains("unsafe") || it.Contains("http"));
        response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        response.Headers.GetValues("Referrer-Policy").Should().Equal("no-referrer");
        response.Headers.GetValues("Cross-Origin-Resource-Policy").Should().Equal("same-origin");
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
    }

    [TestCase("/")]
    [TestCase("/page/contract")]
    [TestCase("/page/app.js")]
    [TestCase("/page/check")]
    [TestCase("/page/events")]
    [TestCase("/page/exchanges/1")]
    public async Task Nothing_of_the_page_is_there_without_ServePage(string path)
    {
        await StartAsync(new ImagesEmulatorOptions { ServePage = false });

        using var response = await _http.GetAsync(path);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [TestCase("/")]
    [TestCase("/page/contract")]
    [TestCase("/page/events")]
    [TestCase("/page/exchanges/1")]
    public async Task The_page_is_refused_by_a_foreign_name(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "evil.test" } };

        using var response = await _http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [TestCase("/page/contract")]
    [TestCase("/page/app.js")]
    public async Task A_foreign_page_may_not_read_what_the_page_reads(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", "https://evil.test");

        using var response = await _http.SendAsync(request);

        response.Headers.Should().NotContain(header => header.Key.StartsWith("Access-Control"));
    }

    [TestCase("/page/contract", "POST", "GET, HEAD")]
    [TestCase("/page/app.js", "DELETE", "GET, HEAD")]
    [TestCase("/page/check", "GET", "POST")]
    public async Task Another_method_is_not_allowed(string path, string method, string allowed)
    {
        using var response = await _http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().Equal(allowed.Split(", "));
    }

    [TestCase("/page/nothing")]
    [TestCase("/page/")]
    [TestCase("/page/../openai-images.yaml")]
    [TestCase("/page/exchanges/1")]
    [TestCase("/page/exchanges/x")]
    [TestCase("/page/exchanges/99999999999999")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var response = await _http.GetAsync(path);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [TestCase("{", "application/json")]
    [TestCase("[]", "application/json")]
    [TestCase("", "application/json")]
    [TestCase("{}", "text/plain")]
    public async Task Check_of_what_is_no_request_is_refused(string body, string type)
    {
        using var response = await _http.PostAsync("/page/check", new StringContent(body, Encoding.UTF8, type));

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task Head_of_the_events_ends()
    {
        using var response = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/page/events"));

        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        (await _http.GetAsync("/page/contract")).StatusCode.Should().Be(HttpStatusCode.OK, "the connection is free");
    }

    [TestCase(2)]
    [TestCase(32)]
    public async Task Check_of_too_much_is_refused(int megabytes)
    {
        var text = new string(' ', megabytes * 1024 * 1024);
        using var body = new StringContent(text, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync("/page/check", body);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Test]
    public async Task Check_knows_deployments()
    {
        await StartAsync(new ImagesEmulatorOptions { Deployments = { ["drawings"] = ImageModel.DallE2 } });

        using var response = await _http.PostAsync("/page/check", new StringContent(
            """{"prompt": "otter", "model": "drawings", "style": "vivid"}""", Encoding.UTF8, "application/json"));

        var result = JObject.Parse(await response.Content.ReadAsStringAsync());
        ((string)result["family"]!).Should().Be("dall-e-2");
        ((string)result["violations"]!.Single()["parameter"]!).Should().Be("style");
    }

    [Test]
    public async Task Requests_has_none_of_the_page()
    {
        foreach (var path in new[] { "/", "/page/contract", "/page/app.js", "/page/nothing" })
        {
            (await _http.GetAsync(path)).Dispose();
        }

        _emulator.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task The_contract_has_every_model_and_parameter()
    {
        var contract = JObject.Parse(await _http.GetStringAsync("/page/contract"));

        ((JObject)contract["models"]!).Properties().Select(model => model.Name)
            .Should().Equal(ImageModel.KnownValues.Select(model => model.ToString()));
        contract["parameters"]!.Select(parameter => (string)parameter["name"]!)
            .Should().Equal(CreateImageRequest.Parameters.Select(parameter => parameter.Name));
    }

    private async Task StartAsync(ImagesEmulatorOptions options)
    {
        if (_emulator is not null) await _emulator.DisposeAsync();
        _emulator = await ImagesEmulator.StartAsync(options);
        _http.BaseAddress = new Uri(_emulator.Endpoint, "/");
    }
}
