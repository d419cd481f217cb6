using static OpenAIImages.Generated.Tests.EventStream;

namespace OpenAIImages.Generated.Tests;

/// <summary>A server that does not support streaming and sends a response without events.</summary>
public class PlainResponseTests
{
    [Test]
    public async Task CreateImageStreamAsync_response_without_events_returns_an_event_per_image()
    {
        var events = await ReadAsync($$"""
            {"created":1762000000,"id":"img-1","size":"1024x1024","quality":"low",
             "background":"opaque","output_format":"png","safety_identifier":"user-1","usage":{"total_tokens":100},
             "data":[{"b64_json":"{{PictureBase64}}","seed":7},
             {"url":"https://images.example/2.png","revised_prompt":"An otter."}]}
            """);

        events.Should().HaveCount(2).And.AllBeOfType<ImageGenCompletedEvent>();
        events[0].ToJson().Should().Be($$"""
            {"type":"image_generation.completed","b64_json":"{{PictureBase64}}","created_at":1762000000,
            """.TrimEnd() + """
            "size":"1024x1024","quality":"low","background":"opaque","output_format":"png",
            """.TrimEnd() + """
            "usage":{"total_tokens":100},"safety_identifier":"user-1",
            """.TrimEnd() + """
            "id":"img-1","seed":7}
            """);
        events[1].Bytes.Should().BeNull();
        events[1].AdditionalProperties.Should().ContainKeys("id", "revised_prompt");
        ((ImageGenCompletedEvent)events[1]).Url.Should().Be(new Uri("https://images.example/2.png"));
    }

    [Test]
    public async Task CreateImageStreamAsync_response_without_events_returns_its_usage_once()
    {
        var events = await ReadAsync($$"""
            {"usage":{"total_tokens":100},"data":[{"b64_json":"{{PictureBase64}}"},{"b64_json":"{{PictureBase64}}"}]}
            """);

        events.Cast<ImageGenCompletedEvent>().Sum(item => item.Usage?.TotalTokens).Should().Be(100);
    }

    [TestCase("""{"data":[]}""")]
    [TestCase("""{"error":{"code":"x"}}""")]
    [TestCase("<html></html>")]
    [TestCase("")]
    public async Task CreateImageStreamAsync_response_without_an_image_throws(string body)
    {
        var read = () => ReadAsync(body);

        (await read.Should().ThrowExactlyAsync<ApiException>()).Which.StatusCode.Should().Be(200);
    }

    private static async Task<List<ImageGenStreamEvent>> ReadAsync(string body)
    {
        using var api = new MockApi(MockApi.Json(body));
        using var client = api.Client();
        return await client.CreateImageStreamAsync(Request).ToListAsync();
    }
}
