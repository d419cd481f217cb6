using static OpenAIImages.Generated.Tests.ScriptedHandler;

namespace OpenAIImages.Generated.Tests;

/// <summary>How long <see cref="RetryHandler"/> waits between attempts.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class RetryDelayTests
{
    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromMinutes(2) };

    [Test]
    public async Task Delay_grows_from_half_a_second_to_eight()
    {
        await PostAsync(maxRetries: 6);

        var bounds = new (double Min, double Max)[] { (0.5, 1), (1, 2), (2, 4), (4, 8), (4, 8), (4, 8) };
        _time.Waits.Should().HaveCount(bounds.Length);
        foreach (var (wait, (min, max)) in _time.Waits.Zip(bounds))
        {
            wait.TotalSeconds.Should().BeInRange(min, max);
        }
    }

    [Test]
    public async Task Delay_is_random()
    {
        for (var call = 0; call < 10; call++)
        {
            await PostAsync(maxRetries: 1);
        }

        _time.Waits.Distinct()
            .Should().HaveCountGreaterThan(1, "clients that failed together must not return together");
    }

    [TestCase("retry-after-ms", "1500", 1.5)]
    [TestCase("retry-after-ms", "250", 0.25)]
    [TestCase("retry-after-ms", "60000", 60)]
    [TestCase("Retry-After", "7", 7)]
    [TestCase("Retry-After", "1.5", 1.5)]
    [TestCase("Retry-After", "60", 60)]
    [TestCase("Retry-After", "Sun, 22 Nov 2026 12:00:30 GMT", 30)]
    public async Task Delay_is_what_the_server_asks_for(string header, string value, double seconds)
    {
        await PostAsync(maxRetries: 1, (header, value));

        _time.Waits.Should().Equal(TimeSpan.FromSeconds(seconds));
    }

    [TestCase("Sun, 22 Nov 2026 11:00:00 GMT", "Sun, 22 Nov 2026 11:00:30 GMT", 30)]
    [TestCase("Sun, 22 Nov 2026 13:00:00 GMT", "Sun, 22 Nov 2026 13:00:07 GMT", 7)]
    public async Task Delay_until_a_date_is_that_of_the_clock_of_the_server(string now, string date, double seconds)
    {
        await PostAsync(maxRetries: 1, ("Date", now), ("Retry-After", date));

        _time.Waits.Should().Equal(TimeSpan.FromSeconds(seconds));
    }

    [TestCase("2000", "9", 2)]
    [TestCase("soon", "9", 9)]
    [TestCase("-1", "9", 9)]
    [TestCase("-0.001", "9", 9)]
    public async Task Retry_after_ms_wins_over_Retry_After_if_it_is_valid(
        string milliseconds, string seconds, double expected)
    {
        await PostAsync(maxRetries: 1, ("retry-after-ms", milliseconds), ("Retry-After", seconds));

        _time.Waits.Should().Equal(TimeSpan.FromSeconds(expected));
    }

    [TestCase("retry-after-ms", "0")]
    [TestCase("retry-after-ms", "NaN")]
    [TestCase("Retry-After", "0")]
    [TestCase("Retry-After", "-5")]
    [TestCase("Retry-After", "soon")]
    [TestCase("Retry-After", "Sun, 22 Nov 2026 11:00:00 GMT")]
    public async Task Delay_of_zero_or_less_is_replaced_by_the_default(string header, string value)
    {
        await PostAsync(maxRetries: 1, (header, value));

        _time.Waits.Should().ContainSingle().Which.TotalSeconds.Should().BeInRange(0.5, 1);
    }

    [Test]
    public async Task Retry_after_ms_of_zero_wins_over_Retry_After()
    {
        await PostAsync(maxRetries: 1, ("retry-after-ms", "0"), ("Retry-After", "9"));

        _time.Waits.Should().ContainSingle().Which.TotalSeconds.Should().BeInRange(0.5, 1);
    }

    [TestCase("retry-after-ms", "60001")]
    [TestCase("Retry-After", "61")]
    [TestCase("Retry-After", "1e300")]
    [TestCase("Retry-After", "Infinity")]
    [TestCase("Retry-After", "Sun, 22 Nov 2026 12:01:01 GMT")]
    public async Task Delay_of_more_than_a_minute_returns_the_response_at_once(string header, string value)
    {
        var attempts = await PostAsync(maxRetries: 2, (header, value), ("x-should-retry", "true"));

        attempts.Should().Be(1);
        _time.Waits.Should().BeEmpty();
    }

    private async Task<int> PostAsync(int maxRetries, params (string Name, string Value)[] headers)
    {
        var server = new ScriptedHandler(Status(429, "", headers));
        using var client = new HttpClient(new RetryHandler(server) { MaxRetries = maxRetries, TimeProvider = _time });
        using var response = await client.PostAsync("http://localhost/", new StringContent("prompt"));
        return server.Requests.Count;
    }
}
