using Newtonsoft.Json.Linq;
using static OpenAIImages.Generated.Tests.EventStream;

namespace OpenAIImages.Generated.Tests;

/// <summary>How a stream is requested.</summary>
public class StreamRequestTests
{
    [Test]
    public async Task CreateImageStreamAsync_sends_stream_true_and_does_not_change_the_request()
    {
        using var api = new MockApi(MockApi.Text(Completed(), ContentType));
        using var client = api.Client();
        var request = new CreateImageRequest { Prompt = "An otter", Model = ImageModel.GptImage1, PartialImages = 2 };
        request.AdditionalProperties["seed"] = 7;
        var before = request.ToJson();

        await client.CreateImageStreamAsync(request).ToListAsync();

        request.ToJson().Should().Be(before);
        request.Stream.Should().BeNull();
        api.Request.Method.Should().Be(HttpMethod.Post);
        api.Request.Address.Should().Be("https://api.openai.com/v1/images/generations");
        api.Request.Headers["Authorization"].Should().Be("Bearer " + MockApi.Key);
        api.Request.Headers["Accept"].Should().StartWith("text/event-stream");
        api.Request.ShouldCarry(
            """{"prompt":"An otter","model":"gpt-image-1","stream":true,"partial_images":2,"seed":7}""");
    }

    [Test]
    public async Task CreateImageStreamAsync_does_not_send_later_changes()
    {
        using var api = new MockApi(MockApi.Text(Completed(), ContentType));
        using var client = api.Client();
        var request = new CreateImageRequest { Prompt = "An otter", Stream = false };

        var stream = client.CreateImageStreamAsync(request);
        request.Prompt = "A walrus";
        await stream.ToListAsync();

        JObject.Parse(api.Request.Body)["prompt"]!.Value<string>().Should().Be("An otter");
    }

    [Test]
    public async Task CreateImageStreamAsync_invalid_request_throws_and_sends_nothing()
    {
        using var api = new MockApi(MockApi.Text(Completed(), ContentType));
        using var client = api.Client();
        var request = new CreateImageRequest { Prompt = " ", Model = ImageModel.DallE3 };

        var violations = (await client.Awaiting(it => it.CreateImageStreamAsync(request).ToListAsync().AsTask())
            .Should().ThrowExactlyAsync<ImageRequestException>()).Which.Violations;

        violations.Select(violation => violation.Parameter).Should().BeEquivalentTo("prompt", "stream");
        api.Count.Should().Be(0);
    }

    [Test]
    public async Task CreateImageStreamAsync_invalid_request_is_sent_without_ValidateRequests()
    {
        using var api = new MockApi(MockApi.Text(Completed(), ContentType));
        using var client = api.Client(options => options.ValidateRequests = false);

        await client.CreateImageStreamAsync(new CreateImageRequest { Model = ImageModel.DallE3 }).ToListAsync();

        api.Count.Should().Be(1);
    }

    [Test]
    public void CreateImageStreamAsync_null_throws_at_once()
    {
        using var api = new MockApi();
        using var client = api.Client();

        client.Invoking(it => it.CreateImageStreamAsync(null!)).Should().Throw<ArgumentNullException>();
    }

    [Test]
    public async Task CreateImageStreamAsync_asks_for_the_key_each_time_the_stream_is_read()
    {
        var asked = 0;
        using var api = new MockApi(MockApi.Text(Completed(), ContentType));
        using var client = api.Client(options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = _ => ValueTask.FromResult($"key-{++asked}");
        });

        var stream = client.CreateImageStreamAsync(Request);
        await stream.ToListAsync();
        await stream.ToListAsync();

        api.Requests.Select(request => request.Headers["Authorization"]).Should().Equal("Bearer key-1", "Bearer key-2");
    }
}
