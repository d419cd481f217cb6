using System.Net;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Tests;

/// <summary>The faults of the options: what they do, and to which requests.</summary>
public class FaultTests
{
    private const string Request =
        """{"prompt": "otter", "model": "dall-e-2", "size": "256x256", "response_format": "b64_json"}""";

    private const string Invalid = """{"prompt": "otter", "model": "dall-e-2", "n": 0}""";

    [Test]
    public async Task Status_responds_with_an_error_of_the_API()
    {
        await using var emulator = await StartAsync(
            EmulatorFault.Status(503, retryAfter: TimeSpan.FromMilliseconds(1500)));

        using var response = await emulator.PostAsync(Request);

        var error = await ErrorBody.ReadAsync(response, HttpStatusCode.ServiceUnavailable);
        (error.Type, error.Code).Should().Be(("server_error", null));
        Header(response, "retry-after").Should().Be("2");
        Header(response, "retry-after-ms").Should().Be("1500");
        Header(response, "x-request-id").Should().StartWith("req_");
    }

    [TestCase(429, "rate_limit_exceeded")]
    [TestCase(500, "server_error")]
    [TestCase(418, null)]
    public async Task Status_has_the_code_that_belongs_to_it(int status, string? code)
    {
        await using var emulator = await StartAsync(EmulatorFault.Status(status));

        using var response = await emulator.PostAsync(Request);

        (await ErrorBody.ReadAsync(response, (HttpStatusCode)status)).Code.Should().Be(code);
        response.Headers.Contains("retry-after").Should().BeFalse();
    }

    [Test]
    public async Task Status_with_a_body_responds_with_it()
    {
        await using var emulator = await StartAsync(EmulatorFault.Status(200, "<html>夜</html>", "text/html"));

        using var response = await emulator.PostAsync(Request);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/html");
        (await response.Content.ReadAsStringAsync()).Should().Be("<html>夜</html>");
    }

    [TestCase(204)]
    [TestCase(304)]
    public async Task Status_without_a_body_has_none(int status)
    {
        await using var emulator = await StartAsync(EmulatorFault.Status(status));

        using var response = await emulator.PostAsync(Request);

        ((int)response.StatusCode).Should().Be(status);
        (await response.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task QuotaExceeded_responds_with_insufficient_quota()
    {
        await using var emulator = await StartAsync(EmulatorFault.QuotaExceeded());

        using var response = await emulator.PostAsync(Request);

        var error = await ErrorBody.ReadAsync(response, HttpStatusCode.TooManyRequests);
        (error.Type, error.Code).Should().Be(("insufficient_quota", "insufficient_quota"));
    }

    [Test]
    public async Task ModerationBlocked_responds_with_the_categories()
    {
        await using var emulator = await StartAsync(EmulatorFault.ModerationBlocked("violence", "hate"));

        using var response = await emulator.PostAsync(Request);

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var error = JObject.Parse(await response.Content.ReadAsStringAsync())["error"]!;
        ((string)error["code"]!).Should().Be("moderation_blocked");
        ((string)error["type"]!).Should().Be("image_generation_user_error");
        error["moderation_details"]!.ToString(Newtonsoft.Json.Formatting.None)
            .Should().Be("""{"moderation_stage":"input","categories":["violence","hate"]}""");
    }

    [Test]
    public async Task Once_and_Times_limit_a_fault_to_the_first_requests()
    {
        await using var emulator = await StartAsync(
            EmulatorFault.Status(500).Once(), EmulatorFault.Status(502).Times(2));

        (await StatusesAsync(emulator, 4)).Should().Equal(500, 502, 502, 200);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Once_counts_requests_that_fulfil_the_conditions_only(bool conditionFirst)
    {
        var fault = EmulatorFault.Status(500);
        var limited = conditionFirst
            ? fault.When(request => request.Number > 2).Once()
            : fault.Once().When(request => request.Number > 2);
        await using var emulator = await StartAsync(limited);

        (await StatusesAsync(emulator, 4)).Should().Equal(200, 200, 500, 200);
    }

    [Test]
    public async Task When_sees_the_request()
    {
        EmulatorRequest? seen = null;
        await using var emulator = await StartAsync(EmulatorFault.Status(500).When(request =>
        {
            seen = request;
            return request.ImageRequest!.N > 1;
        }));

        using var one = await emulator.PostAsync(Request);
        using var two = await emulator.PostAsync("""{"prompt": "otter", "model": "dall-e-2", "n": 2}""");

        ((int)one.StatusCode, (int)two.StatusCode).Should().Be((200, 500));
        seen!.ImageRequest!.Prompt.Should().Be("otter");
        seen.Body.Should().Contain("\"n\": 2");
    }

    [Test]
    public async Task WithProbability_chooses_the_same_requests_for_the_same_seed()
    {
        var choices = new List<List<int>>();
        foreach (var seed in new[] { 7, 7, 8 })
        {
            await using var emulator = await StartAsync(EmulatorFault.Status(500).WithProbability(0.2, seed));
            choices.Add(await StatusesAsync(emulator, 200, """{"prompt": "otter", "model": "dall-e-2"}"""));
        }

        choices[1].Should().Equal(choices[0]);
        choices[2].Should().NotEqual(choices[0]);
        choices[0].Count(status => status == 500).Should().BeInRange(20, 60);
    }

    [TestCase(0, 200)]
    [TestCase(1, 500)]
    public async Task WithProbability_of_0_and_1_is_never_and_always(double probability, int status)
    {
        await using var emulator = await StartAsync(EmulatorFault.Status(500).WithProbability(probability, 1));

        (await StatusesAsync(emulator, 20)).Should().OnlyContain(it => it == status);
    }

    [Test]
    public async Task Faults_count_for_each_emulator()
    {
        var fault = EmulatorFault.Status(500).Once();
        await using var first = await StartAsync(fault);
        await using var second = await StartAsync(fault);

        (await StatusesAsync(first, 2)).Should().Equal(500, 200);
        (await StatusesAsync(second, 2)).Should().Equal(500, 200);
    }

    [Test]
    public async Task Times_counts_requests_at_once_exactly()
    {
        await using var emulator = await StartAsync(EmulatorFault.Status(500).Times(50));

        var statuses = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            using var response = await emulator.PostAsync("""{"prompt": "otter", "model": "dall-e-2"}""");
            return (int)response.StatusCode;
        }));

        statuses.Count(status => status == 500).Should().Be(50);
    }

    [Test]
    public async Task Faults_spare_invalid_requests_models_and_wrong_keys()
    {
        await using var emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions
        {
            ApiKey = "any",
            Faults = { EmulatorFault.Status(500).Once() },
        });
        using var stranger = new HttpClient { BaseAddress = emulator.Emulator.Endpoint };

        (await emulator.FailAsync(Invalid)).Param.Should().Be("n");
        using (var models = await emulator.Http.GetAsync("models")) models.EnsureSuccessStatusCode();
        using (var refused = await stranger.PostAsync("images/generations", new StringContent(Request)))
        {
            refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }

        (await StatusesAsync(emulator, 1)).Should().Equal(500);
    }

    [Test]
    public async Task And_applies_both_faults_to_the_same_requests()
    {
        await using var emulator = await StartAsync(
            EmulatorFault.Status(503).And(EmulatorFault.DropWithinBody(10)).Once());

        using var response = await emulator.StartPostAsync(Request);
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        await response.Awaiting(it => it.Content.ReadAsStringAsync()).Should().ThrowAsync<HttpRequestException>();
        await emulator.CreateAsync(Request);
    }

    [Test]
    public void Faults_with_arguments_out_of_range_throw()
    {
        Action[] wrong =
        [
            () => EmulatorFault.ImagesPerMinute(0),
            () => EmulatorFault.RequestsPerMinute(0),
            () => EmulatorFault.Status(199),
            () => EmulatorFault.Status(600),
            () => EmulatorFault.Status(503, retryAfter: TimeSpan.FromSeconds(-1)),
            () => EmulatorFault.Latency(TimeSpan.FromSeconds(-1)),
            () => EmulatorFault.Latency(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)),
            () => EmulatorFault.Latency(TimeSpan.FromDays(1.1)),
            () => EmulatorFault.DropWithinBody(0),
            () => EmulatorFault.QuotaExceeded().Times(0),
            () => EmulatorFault.QuotaExceeded().WithProbability(1.1, 1),
            () => EmulatorFault.QuotaExceeded().WithProbability(double.NaN, 1),
        ];

        wrong.Should().AllSatisfy(create => create.Should().Throw<ArgumentOutOfRangeException>());
        FluentActions.Invoking(() => EmulatorFault.Status(204, "body")).Should().Throw<ArgumentException>();
    }

    private static Task<EmulatorClient> StartAsync(params EmulatorFault[] faults)
    {
        var options = new ImagesEmulatorOptions();
        foreach (var fault in faults) options.Faults.Add(fault);
        return EmulatorClient.StartAsync(options);
    }

    private static async Task<List<int>> StatusesAsync(EmulatorClient emulator, int count, string request = Request)
    {
        var statuses = new List<int>();
        for (var i = 0; i < count; i++)
        {
            using var response = await emulator.PostAsync(request);
            statuses.Add((int)response.StatusCode);
        }

        return statuses;
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.GetValues(name).Single();
}
