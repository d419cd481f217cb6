using static OpenAIImages.Generated.Tests.Reports.ReportedCall;

namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>Values in other forms than those of the API.</summary>
public sealed class MetadataValueTests
{
    [TestCase("1762267811.48", 1762267811)]
    [TestCase("1762267811.999999", 1762267811)]
    [TestCase("1762267811.0", 1762267811)]
    [TestCase("1.76226781148e9", 1762267811)]
    [TestCase("1762267811", 1762267811)]
    [TestCase("\"1762267811\"", 1762267811)]
    [TestCase("\"1762267811.48\"", 1762267811)]
    [TestCase("\"1.76226781148e9\"", 1762267811)]
    [TestCase("\" 1762267811 \"", 1762267811)]
    [TestCase("\"NaN\"", null)]
    [TestCase("\"\"", null)]
    [TestCase("-0.5", -1)]
    [TestCase("1e300", null)]
    [TestCase("\"2025-11-04\"", null)]
    [TestCase("true", null)]
    [TestCase("null", null)]
    [TestCase("{}", null)]
    public async Task Created_is_rounded_down(string json, long? created)
    {
        using var api = new MockApi(MockApi.Json($$"""{"created":{{json}},"data":[{{Item}}]}"""));
        using var client = api.Client();
        (await client.CreateImageAsync(Request)).Created.Should().Be(created);
        (await client.CreateImageStreamAsync(Request).ToListAsync()).Single().CreatedAt.Should().Be(created);

        using var events = new MockApi(
            MockApi.Text($$"""data: {"b64_json":"{{PngBase64}}","created_at":{{json}}}""" + "\n\n", EventsType));
        using var streaming = events.Client();
        (await streaming.CreateImageStreamAsync(Request).ToListAsync()).Single().CreatedAt.Should().Be(created);
        (await streaming.CreateImageAsync(Request)).Created.Should().Be(created);
    }

    [Test]
    public async Task Usage_with_a_fraction_is_rounded_down()
    {
        using var api = new MockApi(
            MockApi.Json($$$"""{"data":[{{{Item}}}],"usage":{"total_tokens":10.0,"input_tokens":1.9}}"""));
        using var client = api.Client();
        var usage = (await client.CreateImageAsync(Request)).Usage!;
        (usage.TotalTokens, usage.InputTokens).Should().Be((10L, 1L));
    }

    [TestCase("10", 10000.0)]
    [TestCase("0", 0.0)]
    [TestCase("10.5", 10500.0)]
    [TestCase("10s", 10000.0)]
    [TestCase("6m0s", 360000.0)]
    [TestCase("120ms", 120.0)]
    [TestCase("1d2h", 93600000.0)]
    [TestCase("1m30.5s", 90500.0)]
    [TestCase("500us", 0.5)]
    [TestCase("2s500\u00B5s", 2000.5)]
    [TestCase("2s500\u00C2\u00B5s", 2000.5)]
    [TestCase("500000ns", 0.5)]
    [TestCase("1s-1s", null)]
    [TestCase("-10", null)]
    [TestCase("soon", null)]
    [TestCase("", null)]
    [TestCase("1e3", null)]
    [TestCase("99999999999999999999", null)]
    public async Task RateLimit_reset_is_a_duration_or_seconds(string text, double? milliseconds)
    {
        (string, string)[] headers =
        [
            ("x-ratelimit-limit-requests", "5"), ("x-ratelimit-reset-requests", text),
            ("x-ratelimit-limit-tokens", "5"), ("x-ratelimit-reset-tokens", text),
        ];
        using var api = new MockApi(MockApi.Json(Json, headers: headers));
        using var client = api.Client();
        var limits = (await client.CreateImageAsync(Request)).Metadata.RateLimits;
        limits.Requests!.Reset?.TotalMilliseconds.Should().Be(milliseconds);
        limits.Tokens!.Reset?.TotalMilliseconds.Should().Be(milliseconds);
        if (milliseconds is null) limits.Requests!.Reset.Should().BeNull();
        else limits.Requests!.Reset.Should().NotBeNull();
    }
}
