using Newtonsoft.Json.Linq;
using static OpenAIImages.Generated.Tests.EventStream;

namespace OpenAIImages.Generated.Tests;

/// <summary>How a stream is asked for.</summary>
public class StreamRequestTests
{
    [Test]
    public async Task TheRequestIsSentWithStreamAndTheCallersStaysAsItIs()
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
    public async Task WhatChangesAfterTheCallIsNotSent()
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
    public async Task ARequestThatTheModelWouldRejectIsNotSent()
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
    public async Task AValidationThatIsSwitchedOffIsNotDone()
    {
        using var api = new MockApi(MockApi.Text(Completed(), ContentType));
        using var client = api.Client(options => options.ValidateRequests = false);

        await client.CreateImageStreamAsync(new CreateImageRequest { Model = ImageModel.DallE3 }).ToListAsync();

        api.Count.Should().Be(1);
    }

    [Test]
    public void NoRequestIsRefusedAtOnce()
    {
        using var api = new MockApi();
        using var client = api.Client();

        client.Invoking(it => it.CreateImageStreamAsync(null!)).Should().Throw<ArgumentNullException>();
    }

    [Test]
    public async Task TheKeyIsAskedForEachTimeTheStreamIsRead()
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
