using System.Drawing;
using Microsoft.Extensions.AI;

namespace OpenAIImages.Extensions.AI.Tests;

/// <summary>How a request and its options are sent.</summary>
public class RequestTests
{
    [Test]
    public async Task GenerateAsync_without_options_sends_the_prompt_and_the_default_model()
    {
        (await Generation.SendAsync(options: null)).ShouldCarry("""{"prompt":"A cute baby sea otter"}""");
        (await Generation.SendAsync(options: null, "gpt-image-2")).ShouldCarry(
            """{"prompt":"A cute baby sea otter","model":"gpt-image-2"}""");
    }

    [Test]
    public async Task GenerateAsync_sends_every_option()
    {
        var options = new ImageGenerationOptions
        {
            ModelId = "gpt-image-2",
            Count = 3,
            ImageSize = new Size(1536, 864),
            MediaType = "image/webp",
            AdditionalProperties = new() { ["quality"] = "high" },
        };

        (await Generation.SendAsync(options, "another-model")).ShouldCarry(
            """
            {
              "prompt": "A cute baby sea otter", "model": "gpt-image-2", "n": 3, "size": "1536x864",
              "output_format": "webp", "quality": "high"
            }
            """);
    }

    [TestCase("image/png", "png")]
    [TestCase("image/jpeg", "jpeg")]
    [TestCase("image/jpg", "jpeg")]
    [TestCase("image/pjpeg", "jpeg")]
    [TestCase("IMAGE/WebP", "webp")]
    [TestCase(" image/jpeg ; q=0.9", "jpeg")]
    [TestCase("image/gif", "gif")]
    [TestCase("image/svg+xml", "svg")]
    [TestCase("image/svg+xml; charset=utf-8", "svg")]
    [TestCase("image/avif", "avif")] // may be newer than this client
    [TestCase("image/*", null)]
    public async Task GenerateAsync_sends_a_media_type_as_output_format(string mediaType, string? format)
    {
        var sent = await Generation.SendAsync(new ImageGenerationOptions { MediaType = mediaType });

        sent.ShouldCarry(format is null
            ? """{"prompt":"A cute baby sea otter"}"""
            : $$"""{"prompt":"A cute baby sea otter","output_format":"{{format}}"}""");
    }

    [TestCase("text/plain")]
    [TestCase("image/")]
    [TestCase("png")]
    [TestCase("")]
    public async Task GenerateAsync_with_a_media_type_that_is_no_image_throws(string mediaType) =>
        (await Generation.FailAsync<ArgumentException>(new ImageGenerationOptions { MediaType = mediaType }))
            .Message.Should().Contain("MediaType");

    [TestCase(ImageGenerationResponseFormat.Uri, "dall-e-2", "url")]
    [TestCase(ImageGenerationResponseFormat.Data, "dall-e-3", "b64_json")]
    [TestCase(ImageGenerationResponseFormat.Data, "a-model-of-a-server", "b64_json")]
    [TestCase(ImageGenerationResponseFormat.Data, "gpt-image-2", null)]
    [TestCase(ImageGenerationResponseFormat.Uri, "gpt-image-2.6-sunburst", null)]
    public async Task GenerateAsync_sends_the_response_format_to_models_that_take_it(
        ImageGenerationResponseFormat format, string model, string? sent)
    {
        var options = new ImageGenerationOptions { ModelId = model, ResponseFormat = format };

        var responseFormat = sent is null ? "" : $",\"response_format\":\"{sent}\"";
        (await Generation.SendAsync(options)).ShouldCarry(
            $$"""{"prompt":"A cute baby sea otter","model":"{{model}}"{{responseFormat}}}""");
    }

    [Test]
    public async Task GenerateAsync_for_a_hosted_image_throws([Values(2, 99)] int format) =>
        await Generation.FailAsync<NotSupportedException>(
            new ImageGenerationOptions { ResponseFormat = (ImageGenerationResponseFormat)format });

    [Test]
    public async Task GenerateAsync_with_original_images_throws()
    {
        var image = new DataContent(new byte[] { 1 }, "image/png");

        (await Generation.FailAsync<NotSupportedException>(null, new(Generation.Prompt, [image])))
            .Message.Should().Contain("OriginalImages");
    }

    [Test]
    public async Task GenerateAsync_with_an_empty_list_of_original_images_creates()
    {
        using var api = new Generated.Tests.MockApi();
        using var client = api.Client();
        using var generator = client.AsIImageGenerator();

        await generator.GenerateAsync(new ImageGenerationRequest(Generation.Prompt, []));

        api.Count.Should().Be(1);
    }

    [Test]
    public async Task GenerateAsync_does_not_send_an_empty_size() =>
        (await Generation.SendAsync(new ImageGenerationOptions { ImageSize = Size.Empty })).ShouldCarry(
            """{"prompt":"A cute baby sea otter"}""");

    [TestCase(0, 1024)]
    [TestCase(1024, 0)]
    [TestCase(-1, 1024)]
    public async Task GenerateAsync_with_a_size_that_is_not_positive_throws(int width, int height) =>
        (await Generation.FailAsync<ArgumentException>(new() { ImageSize = new Size(width, height) }))
            .Message.Should().Contain("ImageSize");

    [Test]
    public async Task GenerateAsync_does_not_ask_for_previews() =>
        (await Generation.SendAsync(new ImageGenerationOptions { StreamingCount = 2 })).ShouldCarry(
            """{"prompt":"A cute baby sea otter"}""");

    [Test]
    public async Task GenerateAsync_with_options_that_the_model_refuses_throws()
    {
        var options = new ImageGenerationOptions { ModelId = "dall-e-3", Count = 2, MediaType = "image/webp" };

        (await Generation.FailAsync<ImageRequestException>(options)).Violations
            .Select(violation => violation.Parameter).Should().BeEquivalentTo("n", "output_format");
    }

    [Test]
    public async Task GenerateAsync_without_a_prompt_throws() =>
        (await Generation.FailAsync<ImageRequestException>(null, new ImageGenerationRequest()))
            .Violations.Should().ContainSingle().Which.Parameter.Should().Be("prompt");

    [Test]
    public async Task GenerateAsync_without_a_request_throws()
    {
        using var client = new ImagesClient("sk-test");
        using var generator = client.AsIImageGenerator();

        await generator.Awaiting(it => it.GenerateAsync(null!)).Should().ThrowAsync<ArgumentNullException>();
    }

    [Test]
    public async Task GenerateAsync_can_be_canceled()
    {
        using var api = new Generated.Tests.MockApi();
        using var client = api.Client();
        using var generator = client.AsIImageGenerator();

        await generator.Awaiting(it => it.GenerateAsync(
                new ImageGenerationRequest(Generation.Prompt), null, new CancellationToken(canceled: true)))
            .Should().ThrowAsync<OperationCanceledException>();
    }
}
