using System.Net;

namespace OpenAIImages.Emulator.Tests;

/// <summary>Who may use the emulator: this machine, and hosts and pages that the options allow.</summary>
public class LocalAccessTests
{
    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions
    {
        AllowedHosts = { "host.docker.internal" },
        AllowedOrigins = { "https://app.example", "null" },
    });

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase("evil.test")]
    [TestCase("evil.test:8080")]
    [TestCase("localhost.evil.test")]
    [TestCase("127.0.0.1.evil.test")]
    [TestCase("notlocalhost")]
    [TestCase("192.168.1.7")]
    public async Task A_request_to_a_foreign_host_is_forbidden(string host)
    {
        using var response = await GetAsync(host);

        var error = await ErrorBody.ReadAsync(response, HttpStatusCode.Forbidden);
        error.Type.Should().Be("invalid_request_error");
        error.Message.Should().Contain("AllowedHosts");
    }

    [TestCase("localhost")]
    [TestCase("LOCALHOST:8080")]
    [TestCase("app.localhost")]
    [TestCase("127.0.0.1:1")]
    [TestCase("127.0.0.2")]
    [TestCase("[::1]:8080")]
    [TestCase("0.0.0.0:8080")]
    [TestCase("host.docker.internal:8080")]
    public async Task A_request_to_this_machine_or_an_allowed_host_is_served(string host)
    {
        using var response = await GetAsync(host);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_request_to_a_foreign_host_does_not_reach_Intercept()
    {
        var seen = 0;
        await using var emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions
        {
            Intercept = (context, next) =>
            {
                seen++;
                return next(context);
            },
        });

        using var request = new HttpRequestMessage(HttpMethod.Get, "models") { Headers = { Host = "evil.test" } };
        using var response = await emulator.Http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        seen.Should().Be(0);
    }

    [TestCase("http://localhost:5173")]
    [TestCase("https://localhost")]
    [TestCase("http://127.0.0.1:3000")]
    [TestCase("http://[::1]:8080")]
    [TestCase("http://app.localhost:3000")]
    [TestCase("https://app.example")]
    [TestCase("null")]
    public async Task A_preflight_of_an_allowed_page_allows_its_request(string origin)
    {
        using var response = await PreflightAsync(origin);

        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
        Header(response, "Access-Control-Allow-Origin").Should().Be(origin);
        Header(response, "Access-Control-Allow-Methods").Should().Be("GET, POST");
        Header(response, "Access-Control-Allow-Headers").Should().Be("authorization,content-type,x-stainless-os");
        Header(response, "Vary").Should().Be("Origin");
    }

    [TestCase("https://evil.test")]
    [TestCase("http://localhost.evil.test")]
    [TestCase("http://localhost@evil.test")]
    [TestCase("https://evil.test/?http://localhost")]
    [TestCase("http://app.example")]
    [TestCase("https://app.example:8443")]
    [TestCase("file://localhost")]
    [TestCase("chrome-extension://localhost")]
    public async Task A_preflight_of_another_page_is_forbidden(string origin)
    {
        using var response = await PreflightAsync(origin);

        var error = await ErrorBody.ReadAsync(response, HttpStatusCode.Forbidden);
        error.Message.Should().Contain("AllowedOrigins");
        response.Headers.Should().NotContain(header => header.Key.StartsWith("Access-Control"));
    }

    [TestCase("images/generations", HttpStatusCode.MethodNotAllowed)]
    [TestCase("models", HttpStatusCode.OK)]
    [TestCase("other", HttpStatusCode.NotFound)]
    [TestCase("/pictures/1.png", HttpStatusCode.NotFound)]
    public async Task An_allowed_page_may_read_every_response_and_its_headers(string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", "http://localhost:5173");

        using var response = await _emulator.Http.SendAsync(request);

        response.StatusCode.Should().Be(expected);
        Header(response, "Access-Control-Allow-Origin").Should().Be("http://localhost:5173");
        Header(response, "Access-Control-Expose-Headers").Should().Be("*");
    }

    [Test]
    public async Task Another_page_may_not_read_a_response()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "models");
        request.Headers.Add("Origin", "https://evil.test");

        using var response = await _emulator.Http.SendAsync(request);

        response.Headers.Should().NotContain(header => header.Key.StartsWith("Access-Control"));
    }

    private static string Header(HttpResponseMessage response, string name) =>
        string.Join(",", response.Headers.GetValues(name));

    private Task<HttpResponseMessage> GetAsync(string host) => _emulator.Http.SendAsync(
        new HttpRequestMessage(HttpMethod.Get, "models") { Headers = { Host = host } });

    private async Task<HttpResponseMessage> PreflightAsync(string origin)
    {
        using var browser = new HttpClient(); // which sends no key with a preflight
        using var request = new HttpRequestMessage(
            HttpMethod.Options, new Uri(_emulator.Emulator.Endpoint, "images/generations"));
        request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-stainless-os");
        return await browser.SendAsync(request);
    }
}
