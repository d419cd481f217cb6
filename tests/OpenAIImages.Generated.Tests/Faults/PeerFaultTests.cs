using System.Net;
using Newtonsoft.Json.Linq;
using static OpenAIImages.Generated.Tests.ScriptedHandler;

namespace OpenAIImages.Generated.Tests;

/// <summary>Faults of other clients of this API, one test each.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class PeerFaultTests
{
    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromSeconds(8) };

    [Test]
    public async Task Retries_wait_for_at_least_half_a_second()
    {
        var server = new ScriptedHandler(Status(503));

        await FailAsync<ApiException>(server);

        server.Requests.Should().HaveCount(3);
        _time.Waits.Should().HaveCount(2).And.OnlyContain(wait => wait >= TimeSpan.FromSeconds(0.5));
    }

    [Test]
    public async Task Header_x_should_retry_is_honored()
    {
        var server = new ScriptedHandler(Status(503, "", ("x-should-retry", "false")));

        await FailAsync<ApiException>(server);

        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Insufficient_quota_is_not_retried()
    {
        var server = new ScriptedHandler(Status(429, """{"error":{"code":"insufficient_quota","message":"Pay."}}"""));

        var thrown = await FailAsync<ApiException>(server);

        server.Requests.Should().ContainSingle();
        thrown.Error!.Code.Should().Be("insufficient_quota");
    }

    [Test]
    public async Task Timeout_is_not_retried_and_not_wrapped_in_an_AggregateException()
    {
        var silence = Silence();
        var server = new ScriptedHandler((request, cancellationToken) =>
        {
            var response = silence(request, cancellationToken);
            _time.Advance(TimeSpan.FromMinutes(10));
            return response;
        });

        var thrown = await FailAsync<TaskCanceledException>(server);

        server.Requests.Should().ContainSingle();
        thrown.InnerException.Should().BeOfType<TimeoutException>();
    }

    [Test]
    public async Task Call_can_take_minutes()
    {
        var server = new ScriptedHandler((request, cancellationToken) =>
        {
            _time.Advance(TimeSpan.FromMinutes(6));
            return Status(200, Fault.Images)(request, cancellationToken);
        });
        using var client = Client(server);

        (await client.CreateImageAsync(FaultClient.Request())).Data.Should().ContainSingle();
    }

    [Test]
    public async Task Invalid_request_is_not_sent()
    {
        var server = new ScriptedHandler(Status(200, Fault.Images));
        var request = new CreateImageRequest { Prompt = new string('x', 40_000), N = 0, Model = ImageModel.GptImage2 };

        var thrown = await FailAsync<ImageRequestException>(server, request);

        server.Requests.Should().BeEmpty();
        thrown.Violations.Select(violation => violation.Parameter).Should().BeEquivalentTo("prompt", "n");
    }

    [TestCase("""{"created":null,"data":[{"b64_json":"iVBORw=="}]}""", 1)]
    [TestCase("""{"created":1.5,"data":[{"b64_json":"iVBORw=="}]}""", 1)]
    [TestCase("""{"created":1,"data":[{"b64_json":"iVBORw"}]}""", 1)]
    [TestCase("""{"created":1,"data":[{"b64_json":"data:image/png;base64,iVBORw=="}]}""", 1)]
    public async Task Image_is_returned_in_spite_of_oddities_around_it(string body, int images)
    {
        using var client = Client(new ScriptedHandler(Status(200, body)));

        var response = await client.CreateImageAsync(FaultClient.Request());

        response.Data.Select(image => Convert.ToHexString(image.Bytes!))
            .Should().Equal(Enumerable.Repeat("89504E47", images));
    }

    [Test]
    public async Task Page_with_status_200_throws_with_its_text()
    {
        var thrown = await FailAsync<ApiException>(new ScriptedHandler(Status(200, "<html>Bad gateway</html>")));

        thrown.StatusCode.Should().Be(200);
        thrown.Response.Should().Be("<html>Bad gateway</html>");
        thrown.Message.Should().NotContain("html");
    }

    [Test]
    public async Task Error_has_its_code_and_parameter()
    {
        const string Error =
            """{"error":{"code":"invalid_size","message":"No.","param":"size","type":"invalid_request_error"}}""";

        var thrown = await FailAsync<ApiException>(new ScriptedHandler(Status(400, Error, ("x-request-id", "req_7"))));

        thrown.Error.Should().BeEquivalentTo(
            new { Code = "invalid_size", Param = "size", Message = "No.", Type = "invalid_request_error" });
        thrown.RequestId.Should().Be("req_7");
    }

    [Test]
    public async Task Error_keeps_the_details_of_a_moderation_block()
    {
        const string Error =
            """{"error":{"code":"moderation_blocked","message":"No.","moderation_details":"""
            + """{"moderation_stage":"input"}}}""";

        var thrown = await FailAsync<ApiException>(new ScriptedHandler(Status(400, Error)));

        thrown.Response.Should().Be(Error);
        thrown.Error!.ToJson().Should().Contain("moderation_stage");
    }

    [Test]
    public async Task Options_of_the_caller_are_not_changed()
    {
        var endpoint = new Uri("https://images.test/v1");
        var options = FaultClient.Options(endpoint, _time);
        using var http = new HttpClient(new ScriptedHandler(Status(200, Fault.Images)));
        using var client = new ImagesClient(options, http);

        await client.CreateImageAsync(FaultClient.Request());

        options.Should().BeEquivalentTo(FaultClient.Options(endpoint, _time));
    }

    [Test]
    public async Task Error_event_throws()
    {
        var server = new ScriptedHandler((_, _) =>
        {
            var content = new StringContent("event: error\ndata: {\"error\":{\"code\":\"moderation_blocked\"}}\n\n");
            content.Headers.ContentType = new("text/event-stream");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        });
        using var client = Client(server);

        var read = () => FaultClient.CallAsync(client, CallForm.Events);

        (await read.Should().ThrowAsync<ApiException>()).Which.Error!.Code.Should().Be("moderation_blocked");
    }

    [Test]
    public async Task Unknown_size_is_kept()
    {
        using var client =
            Client(new ScriptedHandler(Status(200, """{"data":[{"url":"https://x.test"}],"size":"1536x864"}""")));

        (await client.CreateImageAsync(FaultClient.Request())).Size!.Value.ToString().Should().Be("1536x864");
    }

    [Test]
    public async Task Failed_call_does_not_print_the_key()
    {
        using var scan = new SecretScan(FaultClient.Key);

        await FailAsync<ApiException>(new ScriptedHandler(Status(401, $"Incorrect API key: {FaultClient.Key}")));

        scan.Leaks.Should().BeEmpty();
    }

    [Test]
    public async Task Model_is_sent_as_it_was_set()
    {
        var server = new ScriptedHandler(Status(200, Fault.Images));
        using var client = Client(server);

        await client.CreateImageAsync(new CreateImageRequest { Prompt = "An otter", Model = "my-own-model" });
        await client.CreateImageAsync(new CreateImageRequest { Prompt = "An otter" });

        JObject.Parse(server.Bodies[0])["model"]!.ToString().Should().Be("my-own-model");
        JObject.Parse(server.Bodies[1]).ContainsKey("model").Should().BeFalse();
    }

    private ImagesClient Client(ScriptedHandler server)
    {
        var retries = new RetryHandler(server) { TimeProvider = _time };
        return new ImagesClient(FaultClient.Options(new Uri("https://images.test/v1"), _time), new HttpClient(retries));
    }

    private async Task<TException> FailAsync<TException>(ScriptedHandler server, CreateImageRequest? request = null)
        where TException : Exception
    {
        using var client = Client(server);
        var create = () => client.CreateImageAsync(request ?? FaultClient.Request());
        return (await create.Should().ThrowExactlyAsync<TException>()).Which;
    }
}
