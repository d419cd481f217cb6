using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Tests;

/// <summary>How a request is sent.</summary>
public class RequestTests
{
    private static readonly CreateImageRequest Everything = new()
    {
        Prompt = "Otter \"Ö\" 🦦\n</prompt>",
        Model = ImageModel.GptImage2,
        N = 2,
        Size = new ImageSize(1536, 864),
        Quality = ImageQuality.High,
        ResponseFormat = ImageResponseFormat.Bytes,
        Style = ImageStyle.Natural,
        User = "user-1234",
        Background = ImageBackground.Transparent,
        OutputFormat = ImageOutputFormat.Webp,
        OutputCompression = 80,
        Moderation = ImageModeration.Low,
        Stream = false,
        PartialImages = 3,
        Complexity = ImageComplexity.Medium,
        FrameCount = 8,
        FrameDurationMs = 100,
        Svg = new SvgOptions { Model = "a-language-model", Reasoning = new SvgReasoning { Effort = "low" } },
        SafetyIdentifier = "8f14e45f",
    };

    private const string EverythingAsJson =
        """
        {
          "prompt": "Otter \"Ö\" 🦦\n</prompt>",
          "model": "gpt-image-2",
          "n": 2,
          "size": "1536x864",
          "quality": "high",
          "response_format": "b64_json",
          "style": "natural",
          "user": "user-1234",
          "background": "transparent",
          "output_format": "webp",
          "output_compression": 80,
          "moderation": "low",
          "stream": false,
          "partial_images": 3,
          "complexity": "medium",
          "frame_count": 8,
          "frame_duration_ms": 100,
          "svg": { "model": "a-language-model", "reasoning": { "effort": "low" } },
          "safety_identifier": "8f14e45f"
        }
        """;

    [Test]
    [SetCulture("sv-SE")]
    public void Validate_message_has_the_same_number_in_every_culture() =>
        new CreateImageRequest { Prompt = "x", N = -3 }.Invoking(request => request.Validate())
            .Should().Throw<ImageRequestException>().WithMessage("* not -3.");

    [Test]
    public async Task CreateImageAsync_posts_json()
    {
        using var api = new MockApi();
        using var client = api.Client();

        await client.CreateImageAsync(MockApi.Otter);

        api.Request.Method.Should().Be(HttpMethod.Post);
        api.Request.Address.Should().Be("https://api.openai.com/v1/images/generations");
        api.Request.Headers["Content-Type"].Should().Be("application/json");
        api.Request.Headers["Accept"].Should().Be("application/json");
    }

    [Test]
    public async Task CreateImageAsync_sends_each_parameter_under_its_name()
    {
        var sent = await SendAsync(Everything);

        sent.ShouldCarry(EverythingAsJson);
    }

    [Test]
    public async Task CreateImageAsync_sends_nothing_that_is_not_set()
    {
        var sent = await SendAsync(MockApi.Otter);

        sent.ShouldCarry("""{ "prompt": "A cute baby sea otter" }""");
    }

    [Test]
    public async Task CreateImageAsync_sends_values_that_are_newer_than_the_client()
    {
        var sent =
            await SendAsync(new CreateImageRequest { Prompt = "Otter", Model = "gpt-image-9", Quality = "ultra" });

        sent.ShouldCarry("""{ "prompt": "Otter", "model": "gpt-image-9", "quality": "ultra" }""");
    }

    [Test]
    public async Task CreateImageAsync_sends_additional_properties()
    {
        var request = MockApi.Otter;
        request.AdditionalProperties["seed"] = 42;
        request.AdditionalProperties["negative_prompt"] = null;
        request.AdditionalProperties["lora"] = JObject.Parse("""{ "name": "fur", "weights": [0.5, 1] }""");
        request.Svg = new SvgOptions { Model = "a-language-model" };
        request.Svg.AdditionalProperties["detail"] = "fine";

        var sent = await SendAsync(request);

        sent.ShouldCarry(
            """
            {
              "prompt": "A cute baby sea otter",
              "seed": 42,
              "negative_prompt": null,
              "lora": { "name": "fur", "weights": [0.5, 1] },
              "svg": { "model": "a-language-model", "detail": "fine" }
            }
            """);
    }

    [Test]
    public async Task Calls_do_not_change_the_request_or_the_options()
    {
        var request = MockApi.Otter;
        var options = new ImagesClientOptions { ApiKey = MockApi.Key, Endpoint = new Uri("https://example.com") };
        var (requestBefore, optionsBefore) = (request.ToJson(), JObject.FromObject(options));
        using var api = new MockApi();
        using var client = new ImagesClient(options, api.HttpClient);

        await client.CreateImageAsync(request);
        await foreach (var _ in client.CreateImageStreamAsync(request))
        {
            // Read to the end.
        }

        request.ToJson().Should().Be(requestBefore);
        JToken.DeepEquals(JObject.FromObject(options), optionsBefore).Should().BeTrue();
    }

    [Test]
    public async Task Options_changed_after_construction_have_no_effect()
    {
        var options = new ImagesClientOptions { ApiKey = MockApi.Key };
        using var api = new MockApi();
        using var client = new ImagesClient(options, api.HttpClient);

        options.ApiKey = "another-key";
        options.Endpoint = new Uri("https://example.com/");
        await client.CreateImageAsync(MockApi.Otter);

        api.Request.Headers["Authorization"].Should().Be("Bearer " + MockApi.Key);
        api.Request.Address.Should().StartWith("https://api.openai.com/");
    }

    // Lengths around that of the first buffer, and lengths for which it grows several times.
    [Test]
    public void ToJson_writes_a_request_of_any_length([Range(980, 1030)] int length)
    {
        foreach (var times in new[] { 1, 2, 32 })
        {
            var prompt = string.Concat(Enumerable.Range(0, length * times).Select(i => (char)('a' + (i % 26))));

            new CreateImageRequest { Prompt = prompt, N = 2 }.ToJson()
                .Should().Be($$"""{"prompt":"{{prompt}}","n":2}""");
        }
    }

    [Test]
    public async Task Calls_with_a_null_request_throw()
    {
        using var api = new MockApi();
        using var client = api.Client();

        await client.Awaiting(it => it.CreateImageAsync(null!)).Should().ThrowAsync<ArgumentNullException>();
        await client.Awaiting(it => it.SaveImagesAsync(null!, "otter.png"))
            .Should().ThrowAsync<ArgumentNullException>();
        client.Invoking(it => it.CreateImageStreamAsync(null!)).Should().Throw<ArgumentNullException>();
        api.Count.Should().Be(0);
    }

    private static async Task<SentRequest> SendAsync(CreateImageRequest request)
    {
        using var api = new MockApi();
        using var client = api.Client(options => options.ValidateRequests = false);
        await client.CreateImageAsync(request);
        return api.Request;
    }
}
