namespace OpenAIImages.Generated.Tests;

/// <summary>
/// Sizes of gpt-image-2 and later: both sides a multiple of 16 and at most 3840, from 1:3 to 3:1, 655,360 to 8,294,400
/// pixels.
/// </summary>
public class FreeSizeTests
{
    [TestCase("1024x640", TestName = "{m}(fewest pixels)")]
    [TestCase("816x816")]
    [TestCase("1008x1008")]
    [TestCase("1536x512", TestName = "{m}(widest)")]
    [TestCase("512x1536", TestName = "{m}(tallest)")]
    [TestCase("2304x2304")]
    [TestCase("2880x2880", TestName = "{m}(most pixels, square)")]
    [TestCase("3072x2160")]
    [TestCase("3840x1280")]
    [TestCase("3840x2160", TestName = "{m}(most pixels)")]
    [TestCase("2160x3840", TestName = "{m}(most pixels, upright)")]
    public void Validate_size_within_the_limits_does_not_throw(string size)
    {
        Request(size).Invoking(it => it.Validate()).Should().NotThrow();
    }

    [TestCase("1000x1008", TestName = "{m}(width no multiple of 16)")]
    [TestCase("1008x1000", TestName = "{m}(height no multiple of 16)")]
    [TestCase("1024x1025", TestName = "{m}(one more)")]
    [TestCase("1552x512", TestName = "{m}(wider than 3:1)")]
    [TestCase("512x1552", TestName = "{m}(taller than 1:3)")]
    [TestCase("816x800", TestName = "{m}(too few pixels)")]
    [TestCase("512x512", TestName = "{m}(far too few pixels)")]
    [TestCase("3856x2144", TestName = "{m}(too wide)")]
    [TestCase("2144x3856", TestName = "{m}(too tall)")]
    [TestCase("3840x2176", TestName = "{m}(too many pixels)")]
    [TestCase("2896x2880", TestName = "{m}(too many pixels, nearly square)")]
    [TestCase("3840x3840", TestName = "{m}(far too many pixels)")]
    [TestCase("0x0", TestName = "{m}(nothing)")]
    [TestCase("0x16", TestName = "{m}(no width)")]
    [TestCase("16x0", TestName = "{m}(no height)")]
    [TestCase("4294967312x16", TestName = "{m}(16 in 32 bits)")]
    [TestCase("16x18446744073709551632", TestName = "{m}(16 in 64 bits)")]
    public void Validate_size_outside_the_limits_is_a_violation(string size)
    {
        var violation = Request(size).Invoking(it => it.Validate())
            .Should().Throw<ImageRequestException>().Which.Violations.Should().ContainSingle().Subject;

        violation.Should().BeEquivalentTo(new
        {
            Parameter = "size",
            Value = (ImageSize)size,
            Model = "gpt-image-2",
            Code = "invalid_value",
            Message =
                "gpt-image-2 takes size auto, 1024x1024, 1536x1024, 1024x1536, or any WIDTHxHEIGHT with both sides a " +
                $"multiple of 16 and at most 3840, an aspect ratio from 1:3 to 3:1, " +
                $"and 655,360 to 8,294,400 pixels in all, not {size}.",
        });
    }

    // They may mean something one day.
    [TestCase("2K")]
    [TestCase("16:9")]
    [TestCase("large")]
    public void Validate_size_in_an_unknown_form_does_not_throw(string size)
    {
        Request(size).Invoking(it => it.Validate()).Should().NotThrow();
    }

    [TestCase("1024X1024", "1024x1024")]
    [TestCase("1024 x 1024", "1024x1024")]
    [TestCase("1024×1024", "1024x1024")]
    [TestCase("1024*1024", "1024x1024")]
    [TestCase("01024x1024", "1024x1024")]
    [TestCase("1024x1024px", "1024x1024")]
    [TestCase("1536X864", "1536x864")]
    [TestCase("AUTO", "auto")]
    public void Validate_size_in_the_wrong_spelling_names_the_right_one(string size, string right)
    {
        Request(size).Invoking(it => it.Validate())
            .Should().Throw<ImageRequestException>().WithMessage($"* Use {right}.");
    }

    [TestCase("1024x")]
    [TestCase("x1024")]
    [TestCase("x")]
    [TestCase("1024")]
    [TestCase("-16x16")]
    [TestCase("512X512", Description = "512x512 is not allowed either")]
    public void Validate_broken_size_is_a_violation_without_advice(string size)
    {
        Request(size).Invoking(it => it.Validate())
            .Should().Throw<ImageRequestException>().Which.Message.Should().NotContain("Use ");
    }

    // The pixels of a gif are those of all its frames, so a single frame has no limit of its own.
    [TestCase("16x16", true)]
    [TestCase("512x512", true)]
    [TestCase("3840x3840", true)]
    [TestCase("520x512", false)]
    [TestCase("3856x3840", false)]
    [TestCase("16x64", false)]
    public void Validate_gif_ignores_the_number_of_pixels(string size, bool isValid)
    {
        var request = Request(size);
        request.Model = ImageModel.GptImage26Flare;
        request.OutputFormat = ImageOutputFormat.Gif;

        var validate = request.Invoking(it => it.Validate());

        if (isValid) validate.Should().NotThrow();
        else validate.Should().Throw<ImageRequestException>().Which.Message.Should().NotContain("pixels in all");
    }

    [TestCase(1536, 864, "1536x864")]
    [TestCase(1, int.MaxValue, "1x2147483647")]
    public void ImageSize_is_created_from_width_and_height(int width, int height, string size)
    {
        var made = new ImageSize(width, height);

        made.Should().Be((ImageSize)size);
        made.TryGetDimensions(out var actualWidth, out var actualHeight).Should().BeTrue();
        (actualWidth, actualHeight).Should().Be((width, height));
    }

    [TestCase(0, 1, "width")]
    [TestCase(1, 0, "height")]
    [TestCase(-16, 16, "width")]
    public void ImageSize_with_a_side_that_is_not_positive_throws(int width, int height, string parameter)
    {
        FluentActions.Invoking(() => new ImageSize(width, height))
            .Should().Throw<ArgumentOutOfRangeException>()
            .WithParameterName(parameter).WithMessage($"The {parameter} must be positive.*");
    }

    private static CreateImageRequest Request(string size) =>
        new() { Prompt = "A cute baby sea otter", Model = "gpt-image-2", Size = size };
}
