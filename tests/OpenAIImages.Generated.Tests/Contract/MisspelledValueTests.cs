using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Tests;

/// <summary>Values that are wrong rather than newer than the client: blank, misspelled or misnamed.</summary>
public class MisspelledValueTests
{
    [TestCase("gpt-image-1", "output_format", "jpg",
        "gpt-image-1 takes output_format png, jpeg, webp, not jpg. Use jpeg.")]
    [TestCase("gpt-image-1", "output_format", "image/webp",
        "gpt-image-1 takes output_format png, jpeg, webp, not image/webp. Use webp.")]
    [TestCase("gpt-image-2.5-flare", "quality", "extra-high",
        "gpt-image-2.5-flare takes quality auto, low, medium, high, xhigh, max, not extra-high. Use xhigh.")]
    [TestCase("gpt-image-1", "quality", "HIGH",
        "gpt-image-1 takes quality auto, low, medium, high, not HIGH. Use high.")]
    [TestCase("gpt-image-1", "quality", "XHigh", "gpt-image-1 takes quality auto, low, medium, high, not XHigh.")]
    [TestCase("dall-e-3", "style", "Vivid", "dall-e-3 takes style vivid, natural, not Vivid. Use vivid.")]
    [TestCase("gpt-image-1", "size", "",
        "gpt-image-1 takes size auto, 1024x1024, 1536x1024, 1024x1536, not a blank value.")]
    [TestCase("gpt-image-1", "moderation", " ", "gpt-image-1 takes moderation auto, low, not a blank value.")]
    [TestCase("gpt-image-1", "moderation", "ｌｏｗ", "gpt-image-1 takes moderation auto, low, not ｌｏｗ. Use low.")]
    [TestCase("gpt-image-1", "background", "прозрачный",
        "gpt-image-1 takes background auto, transparent, opaque, not прозрачный.")]
    public void Validate_misspelled_value_says_which_one_is_right(
        string model, string parameter, string value, string message)
    {
        var request = new JObject { ["prompt"] = "x", ["model"] = model, [parameter] = value }
            .ToObject<CreateImageRequest>()!;

        request.Invoking(misspelled => misspelled.Validate())
            .Should().Throw<ImageRequestException>().Which.Violations.Should().ContainSingle()
            .Which.Message.Should().Be(message);
    }

    [TestCase("", "model must not be blank.")]
    [TestCase(" ", "model must not be blank.")]
    [TestCase(" gpt-image-2", "model must have neither white space around it nor control characters.")]
    [TestCase("gpt-image-2\n", "model must have neither white space around it nor control characters.")]
    public void Validate_broken_name_of_a_model_is_a_violation(string model, string message)
    {
        var request = new CreateImageRequest { Prompt = "x", Model = model };

        request.Invoking(broken => broken.Validate())
            .Should().Throw<ImageRequestException>().Which.Violations.Should().ContainSingle()
            .Which.Message.Should().Be(message);
    }

    [Test]
    public void Validate_default_ImageModel_is_a_violation()
    {
        var request = new CreateImageRequest { Prompt = "x", Model = default(ImageModel) };

        request.Invoking(unset => unset.Validate())
            .Should().Throw<ImageRequestException>().WithMessage("*model must not be blank.");
    }
}
