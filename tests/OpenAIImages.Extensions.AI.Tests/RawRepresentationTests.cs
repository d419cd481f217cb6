using System.Drawing;
using Microsoft.Extensions.AI;
using OpenAIImages.Generated.Tests;

namespace OpenAIImages.Extensions.AI.Tests;

/// <summary>A request that a callback in the options creates.</summary>
public class RawRepresentationTests
{
    private readonly CreateImageRequest _raw = new()
    {
        Model = ImageModel.GptImage2,
        Prompt = "A whale",
        N = 2,
        Quality = ImageQuality.High,
        AdditionalProperties = { ["seed"] = 7 },
    };

    [Test]
    public async Task GenerateAsync_fills_in_what_the_raw_request_does_not_set()
    {
        var options = new ImageGenerationOptions
        {
            ModelId = "gpt-image-1.5",
            Count = 4,
            ImageSize = new Size(1024, 1024),
            MediaType = "image/jpeg",
            AdditionalProperties = new() { ["quality"] = "low", ["background"] = "opaque", ["seed"] = 8 },
            RawRepresentationFactory = _ => _raw,
        };

        (await Generation.SendAsync(options, "dall-e-2")).ShouldCarry(
            """
            {
              "prompt": "A cute baby sea otter", "model": "gpt-image-2", "n": 2, "quality": "high", "seed": 7,
              "size": "1024x1024", "output_format": "jpeg", "background": "opaque"
            }
            """);
    }

    [Test]
    public async Task GenerateAsync_does_not_change_the_raw_request()
    {
        var before = _raw.ToJson();

        await Generation.SendAsync(new()
        {
            ImageSize = new Size(1024, 1024),
            AdditionalProperties = new() { ["background"] = "opaque", ["step"] = 1 },
            RawRepresentationFactory = _ => _raw,
        });

        _raw.ToJson().Should().Be(before);
    }

    [Test]
    public async Task GenerateAsync_without_a_prompt_sends_that_of_the_raw_request()
    {
        using var api = new MockApi();
        using var client = api.Client();
        using var generator = client.AsIImageGenerator();
        IImageGenerator? passed = null;

        await generator.GenerateAsync(new ImageGenerationRequest(), new ImageGenerationOptions
        {
            RawRepresentationFactory = it =>
            {
                passed = it;
                return _raw;
            },
        });

        api.Request.ShouldCarry("""{"prompt":"A whale","model":"gpt-image-2","n":2,"quality":"high","seed":7}""");
        passed.Should().BeSameAs(generator);
    }

    [Test]
    public async Task GenerateAsync_ignores_a_raw_request_of_another_provider() =>
        (await Generation.SendAsync(new() { Count = 2, RawRepresentationFactory = _ => new object() }))
            .ShouldCarry("""{"prompt":"A cute baby sea otter","n":2}""");

    [Test]
    public async Task GenerateAsync_ignores_a_raw_request_that_is_null() =>
        (await Generation.SendAsync(new() { RawRepresentationFactory = _ => null }))
            .ShouldCarry("""{"prompt":"A cute baby sea otter"}""");
}
