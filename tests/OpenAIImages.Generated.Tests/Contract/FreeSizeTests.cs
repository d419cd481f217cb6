namespace OpenAIImages.Generated.Tests;

/// <summary>
/// Sizes of gpt-image-2 and later: both sides a multiple of 16, from 1:3 to 3:1, at most 3840x2160 either way round.
/// </summary>
public class FreeSizeTests
{
    [TestCase("16x16")]
    [TestCase("16x48")]
    [TestCase("48x16")]
    [TestCase("1008x1008")]
    [TestCase("1536x512")]
    [TestCase("512x1536")]
    [TestCase("2160x2160")]
    [TestCase("3840x1280")]
    [TestCase("3840x2160")]
    [TestCase("2160x3840")]
    [TestCase("2176x2160")]
    public void Fit(string size)
    {
        Request(size).Invoking(it => it.Validate()).Should().NotThrow();
    }

    [TestCase("1000x1008", TestName = "{m}(width no multiple of 16)")]
    [TestCase("1008x1000", TestName = "{m}(height no multiple of 16)")]
    [TestCase("1024x1025", TestName = "{m}(one more)")]
    [TestCase("1552x512", TestName = "{m}(wider than 3:1)")]
    [TestCase("512x1552", TestName = "{m}(taller than 1:3)")]
    [TestCase("16x64", TestName = "{m}(tall and small)")]
    [TestCase("3856x2160", TestName = "{m}(too wide)")]
    [TestCase("2160x3856", TestName = "{m}(too tall)")]
    [TestCase("3840x2176", TestName = "{m}(short side too long)")]
    [TestCase("2176x3840", TestName = "{m}(short side too long, upright)")]
    [TestCase("2176x2176", TestName = "{m}(both sides longer than the short one may be)")]
    [TestCase("0x0", TestName = "{m}(nothing)")]
    [TestCase("0x16", TestName = "{m}(no width)")]
    [TestCase("16x0", TestName = "{m}(no height)")]
    [TestCase("4294967312x16", TestName = "{m}(16 in 32 bits)")]
    [TestCase("16x18446744073709551632", TestName = "{m}(16 in 64 bits)")]
    public void AreRefused(string size)
    {
        var violation = Request(size).Invoking(it => it.Validate())
            .Should().Throw<ImageRequestException>().Which.Violations.Should().ContainSingle().Subject;

        violation.Should().BeEquivalentTo(new
        {
            Parameter = "size",
            Value = (ImageSize)size,
            Model = "gpt-image-2",
            Code = "invalid_size",
            Message =
                "gpt-image-2 takes size auto, 1024x1024, 1536x1024, 1024x1536, or any WIDTHxHEIGHT with both sides a multiple " +
                $"of 16, an aspect ratio from 1:3 to 3:1, and at most 3840x2160 either way round, not {size}.",
        });
    }

    // They may mean something one day.
    [TestCase("2K")]
    [TestCase("1024X1024")]
    [TestCase("1024x")]
    [TestCase("x1024")]
    [TestCase("x")]
    [TestCase("1024x1024x3")]
    [TestCase("-16x16")]
    [TestCase("16:9")]
    public void PassInAnotherForm(string size)
    {
        Request(size).Invoking(it => it.Validate()).Should().NotThrow();
    }

    [TestCase(1536, 864, "1536x864")]
    [TestCase(1, int.MaxValue, "1x2147483647")]
    public void AreMadeFromTwoNumbers(int width, int height, string size)
    {
        var made = new ImageSize(width, height);

        made.Should().Be((ImageSize)size);
        made.TryGetDimensions(out var actualWidth, out var actualHeight).Should().BeTrue();
        (actualWidth, actualHeight).Should().Be((width, height));
    }

    [TestCase(0, 1, "width")]
    [TestCase(1, 0, "height")]
    [TestCase(-16, 16, "width")]
    public void AreNotMadeFromNothing(int width, int height, string parameter)
    {
        FluentActions.Invoking(() => new ImageSize(width, height))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName(parameter).WithMessage($"A {parameter} is positive.*");
    }

    private static CreateImageRequest Request(string size) =>
        new() { Prompt = "A cute baby sea otter", Model = "gpt-image-2", Size = size };
}
