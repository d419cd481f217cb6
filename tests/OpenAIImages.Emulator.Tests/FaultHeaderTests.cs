using System.Net;
using System.Text;

namespace OpenAIImages.Emulator.Tests;

/// <summary>The header x-emulator-fault.</summary>
public class FaultHeaderTests
{
    private const string Request = """{"prompt": "otter", "model": "dall-e-2", "size": "256x256"}""";

    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromDays(1) };
    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions
    {
        TimeProvider = _time,
        Faults = { EmulatorFault.Status(502).When(request => request.Headers.ContainsKey("x-bad-gateway")) },
    });

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [Test]
    public async Task Status_with_retry_after_responds_so_and_the_next_request_is_served()
    {
        using var failed = await PostAsync("status=503; retry-after=2");
        using var next = await _emulator.PostAsync(Request);

        await ErrorBody.ReadAsync(failed, HttpStatusCode.ServiceUnavailable);
        failed.Headers.GetValues("retry-after").Should().Equal("2");
        next.EnsureSuccessStatusCode();
    }

    [TestCase("quota", 429, "insufficient_quota")]
    [TestCase("moderation", 400, "\"violence\"")]
    [TestCase(" Moderation = hate , harassment ;", 400, "[\"hate\",\"harassment\"]")]
    [TestCase("status=429;retry-after=1500ms", 429, "rate_limit_exceeded")]
    [TestCase("latency=20s; status=500", 500, "server_error")]
    [TestCase("""status=200; body={"a": "x; y=z"}""", 200, """{"a": "x; y=z"}""")]
    [TestCase("status=500; body= ; ", 500, ";")]
    public async Task A_header_can_have_what_Parse_reads(string header, int status, string body)
    {
        using var response = await PostAsync(header);

        ((int)response.StatusCode).Should().Be(status);
        (await response.Content.ReadAsStringAsync()).Should().Contain(body);
    }

    [TestCase("20s", 20_000)]
    [TestCase("1.5", 1500)]
    [TestCase("250ms", 250)]
    [TestCase("2m", 120_000)]
    [TestCase("24h", 86_400_000)]
    public async Task Latency_delays_the_response(string latency, int milliseconds)
    {
        var earlier = _time.Waits.Count;

        using var response = await PostAsync($"latency={latency}");

        response.EnsureSuccessStatusCode();
        _time.Waits.Skip(earlier).Should().Equal(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Test]
    public async Task Latency_between_bounds_differs_from_request_to_request()
    {
        var earlier = _time.Waits.Count;

        for (var i = 0; i < 5; i++) (await PostAsync("latency=1s..3s")).Dispose();

        _time.Waits.Skip(earlier).Should().HaveCount(5).And.OnlyHaveUniqueItems()
            .And.OnlyContain(wait => wait.TotalSeconds >= 1 && wait.TotalSeconds <= 3);
    }

    [TestCase("drop=before-response")]
    [TestCase("drop=before-body")]
    [TestCase("drop=within-body")]
    [TestCase("drop=after-body")]
    public async Task Drop_breaks_the_connection(string header)
    {
        await FluentActions.Awaiting(() => PostAsync(header)).Should().ThrowAsync<HttpRequestException>();
    }

    [TestCase("stream=end", "")]
    [TestCase("stream=error", "event: error")]
    public async Task Stream_breaks_a_stream(string header, string expected)
    {
        using var response = await PostAsync(
            header, """{"prompt": "otter", "model": "gpt-image-2", "size": "1024x640", "stream": true}""");

        (await response.Content.ReadAsStringAsync()).Should().StartWith(expected).And.NotContain("completed");
    }

    [Test]
    public async Task The_faults_of_a_header_come_before_those_of_the_options()
    {
        using var request = CreateRequest("status=503", Request);
        request.Headers.Add("x-bad-gateway", "1");

        using var response = await _emulator.Http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [TestCase("", "A fault is required, such as 'status=503'.")]
    [TestCase("503", "Unknown fault '503'. Known faults are: latency, *.")]
    [TestCase("status", "'status' needs a value: status=….")]
    [TestCase("status=abc", "status must be a number from 200 to 599, not 'abc'.")]
    [TestCase("status=199", "status must be a number from 200 to 599, not '199'.")]
    [TestCase("status=503; status=500", "'status' occurs twice.")]
    [TestCase("status=503; quota", "'status' and 'quota' cannot be used together.")]
    [TestCase("quota=1", "'quota' takes no value.")]
    [TestCase("retry-after=2", "'retry-after' needs 'status'.")]
    [TestCase("quota; retry-after=2", "'retry-after' needs 'status'.")]
    [TestCase("body=x", "'body' needs 'status'.")]
    [TestCase("status=204; body=x", "A response with status 204 cannot have a body.")]
    [TestCase("status=503; retry-after=soon", "retry-after must be a time up to one day, such as '2', not 'soon'.")]
    [TestCase("latency=-1s", "latency must be a time up to one day, *, not '-1s'.")]
    [TestCase("latency=25h", "latency must be a time up to one day, *, not '25h'.")]
    [TestCase("latency=99999999999999999999999999h", "latency must be a time up to one day, *")]
    [TestCase("latency=3s..2s", "latency must be a time up to one day, *, not '3s..2s'.")]
    [TestCase("latency=1s..2s..3s", "latency must be a time up to one day, *")]
    [TestCase("latency=2mm", "latency must be a time up to one day, *")]
    [TestCase("drop=sometime", "drop must be before-response, before-body, within-body or after-body, not 'sometime'.")]
    [TestCase("stream=x", "stream must be error, stall or end, not 'x'.")]
    public async Task A_header_that_is_not_valid_is_refused(string header, string message)
    {
        using var response = await PostAsync(header);

        var error = await ErrorBody.ReadAsync(response, HttpStatusCode.BadRequest);
        (error.Code, error.Param).Should().Be(("invalid_header", "x-emulator-fault"));
        error.Message.Should().Match($"x-emulator-fault: {message}");
        FluentActions.Invoking(() => EmulatorFault.Parse(header))
            .Should().Throw<FormatException>().WithMessage(message);
    }

    private async Task<HttpResponseMessage> PostAsync(string header, string json = Request)
    {
        using var request = CreateRequest(header, json);
        return await _emulator.Http.SendAsync(request);
    }

    private static HttpRequestMessage CreateRequest(string header, string json)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "images/generations")
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("x-emulator-fault", header).Should().BeTrue();
        return request;
    }
}
