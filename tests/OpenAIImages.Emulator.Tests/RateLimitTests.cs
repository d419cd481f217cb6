using System.Net;

namespace OpenAIImages.Emulator.Tests;

/// <summary>Rate limits and latencies, with the clock of a test.</summary>
public class RateLimitTests
{
    private readonly ManualTime _time = new();

    [Test]
    public async Task ImagesPerMinute_refuses_images_beyond_the_limit_until_there_is_room()
    {
        await using var emulator = await StartAsync(EmulatorFault.ImagesPerMinute(6));

        (await StatusAsync(emulator, n: 4)).Should().Be(200);
        using (var refused = await PostAsync(emulator, n: 3))
        {
            var error = await ErrorBody.ReadAsync(refused, HttpStatusCode.TooManyRequests);
            (error.Type, error.Code).Should().Be(("requests", "rate_limit_exceeded"));
            error.Message.Should().Contain("images per minute").And.Contain("Limit: 6/1min. Current: 7/1min.");
            Header(refused, "retry-after").Should().Be("10", "one image more comes after ten seconds");
            Header(refused, "retry-after-ms").Should().Be("10000");
        }

        (await StatusAsync(emulator, n: 2)).Should().Be(200, "a refusal does not count");
        _time.Advance(TimeSpan.FromSeconds(9.9));
        (await StatusAsync(emulator, n: 1)).Should().Be(429);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        (await StatusAsync(emulator, n: 1)).Should().Be(200);
    }

    [Test]
    public async Task ImagesPerMinute_names_no_time_for_more_images_than_the_limit()
    {
        await using var emulator = await StartAsync(EmulatorFault.ImagesPerMinute(2));

        using var refused = await PostAsync(emulator, n: 3);

        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.Contains("retry-after").Should().BeFalse();
    }

    [TestCase(600_000_000)]
    [TestCase(int.MaxValue)]
    public async Task A_limit_may_be_as_high_as_a_number_can_be(int limit)
    {
        await using var emulator = await StartAsync(
            EmulatorFault.ImagesPerMinute(limit), EmulatorFault.RequestsPerMinute(limit));

        (await StatusAsync(emulator, n: 4)).Should().Be(200);
    }

    [Test]
    public async Task RequestsPerMinute_reports_what_is_left_in_headers()
    {
        await using var emulator = await StartAsync(EmulatorFault.RequestsPerMinute(3));

        for (var left = 2; left >= 0; left--)
        {
            using var response = await PostAsync(emulator, n: 5);
            response.EnsureSuccessStatusCode();
            Header(response, "x-ratelimit-limit-requests").Should().Be("3");
            Header(response, "x-ratelimit-remaining-requests").Should().Be($"{left}");
            Header(response, "x-ratelimit-reset-requests").Should().Be(left == 0 ? "1m0s" : $"{(3 - left) * 20}s");
        }

        using var refused = await PostAsync(emulator, n: 1);
        var error = await ErrorBody.ReadAsync(refused, HttpStatusCode.TooManyRequests);
        error.Code.Should().Be("rate_limit_exceeded");
        error.Message.Should().Contain("Limit 3, Used 3, Requested 1. Please try again in 20s.");
        Header(refused, "retry-after").Should().Be("20");
        Header(refused, "x-ratelimit-remaining-requests").Should().Be("0");
    }

    [Test]
    public async Task RequestsPerMinute_with_a_condition_limits_those_requests_only()
    {
        await using var emulator = await StartAsync(
            EmulatorFault.RequestsPerMinute(1).When(request => request.ImageRequest!.N == 2));

        (await StatusAsync(emulator, n: 2)).Should().Be(200);
        (await StatusAsync(emulator, n: 1)).Should().Be(200);
        (await StatusAsync(emulator, n: 2)).Should().Be(429);
    }

    [Test]
    public async Task ImagesPerMinute_lets_exactly_the_limit_through_at_once()
    {
        await using var emulator = await StartAsync(EmulatorFault.ImagesPerMinute(70));

        var statuses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => StatusAsync(emulator, n: 1)));

        statuses.Count(status => status == 200).Should().Be(70);
        statuses.Count(status => status == 429).Should().Be(130);
    }

    [Test]
    public async Task Latency_delays_the_response()
    {
        await using var emulator = await StartAsync(
            EmulatorFault.Latency(TimeSpan.FromMinutes(1)), EmulatorFault.Latency(TimeSpan.FromMinutes(1)));

        var response = StatusAsync(emulator, n: 1);
        await WaitForTimerAsync();
        _time.Advance(TimeSpan.FromSeconds(119.9));
        response.IsCompleted.Should().BeFalse();
        _time.PendingTimers.Should().Be(1);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        (await response).Should().Be(200);
    }

    [Test]
    public async Task Latency_before_a_status_delays_it_and_after_it_does_not()
    {
        await using var emulator = await StartAsync(
            EmulatorFault.Status(500).Once(),
            EmulatorFault.Latency(TimeSpan.FromMinutes(1)),
            EmulatorFault.Status(502));

        (await StatusAsync(emulator, n: 1)).Should().Be(500);
        var delayed = StatusAsync(emulator, n: 1);
        await WaitForTimerAsync();
        _time.Advance(TimeSpan.FromMinutes(1));

        (await delayed).Should().Be(502);
    }

    [Test]
    public async Task Latency_between_bounds_is_the_same_for_the_same_seed()
    {
        var time = new ManualTime { SkipUpTo = TimeSpan.FromSeconds(20) };
        for (var round = 0; round < 2; round++)
        {
            await using var emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions
            {
                TimeProvider = time,
                Faults = { EmulatorFault.Latency(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), seed: 7) },
            });
            for (var i = 0; i < 20; i++) (await StatusAsync(emulator, n: 1)).Should().Be(200);
        }

        var waits = time.Waits.ToList();
        waits.Should().HaveCount(40).And.OnlyContain(wait => wait.TotalSeconds >= 5 && wait.TotalSeconds <= 20);
        waits.Take(20).Should().OnlyHaveUniqueItems().And.Equal(waits.Skip(20));
    }

    private Task<EmulatorClient> StartAsync(params EmulatorFault[] faults)
    {
        var options = new ImagesEmulatorOptions { TimeProvider = _time };
        foreach (var fault in faults) options.Faults.Add(fault);
        return EmulatorClient.StartAsync(options);
    }

    private async Task WaitForTimerAsync()
    {
        while (_time.PendingTimers == 0) await Task.Yield();
    }

    private static Task<HttpResponseMessage> PostAsync(EmulatorClient emulator, int n) =>
        emulator.PostAsync($$"""{"prompt": "otter", "model": "dall-e-2", "n": {{n}}}""");

    private static async Task<int> StatusAsync(EmulatorClient emulator, int n)
    {
        using var response = await PostAsync(emulator, n);
        return (int)response.StatusCode;
    }

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.GetValues(name).Single();
}
