namespace OpenAIImages.Emulator.Tests;

/// <summary>Parameters that the file formats do not allow.</summary>
public class FormatErrorTests
{
    private const string Request = "invalid_request_error";
    private const string User = "image_generation_user_error";

    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _emulator = await EmulatorClient.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase("gif")]
    [TestCase("svg")]
    public async Task Post_with_a_format_of_newer_models_lists_those_of_the_model(string format)
    {
        var error = await _emulator.FailAsync(
            $$"""{"model": "gpt-image-2", "prompt": "otter", "output_format": "{{format}}"}""");

        error.Should().Be(new ErrorBody(
            Request, "invalid_value", "output_format",
            $"Invalid value: '{format}'. Supported values are: 'png', 'jpeg', and 'webp'."));
    }

    [TestCase("gif", """ "stream": true """, "stream")]
    [TestCase("svg", """ "stream": true """, "stream")]
    [TestCase("svg", """ "n": 2 """, "n")]
    [TestCase("gif", """ "output_compression": 50 """, "output_compression")]
    [TestCase("gif", """ "background": "transparent" """, "background")]
    [TestCase("png", """ "frame_count": 4 """, "frame_count")]
    [TestCase("gif", """ "svg": {"model": "gpt-5"} """, "svg")]
    public async Task Post_with_what_the_format_does_not_allow_is_refused(string format, string more, string parameter)
    {
        var error = await _emulator.FailAsync(
            $$"""{"model": "gpt-image-2.6-flare", "prompt": "otter", "output_format": "{{format}}", {{more}}}""");

        (error.Type, error.Code, error.Param).Should().Be((User, "invalid_value", parameter));
    }

    [TestCase("1024x1024", "", 9)]
    [TestCase("3840x2160", """, "frame_count": 2 """, 2)]
    public async Task Post_for_gif_counts_the_pixels_of_all_frames(string size, string more, int frames)
    {
        var error = await _emulator.FailAsync($$"""
            {"model": "gpt-image-2.6-flare", "prompt": "otter", "output_format": "gif", "size": "{{size}}"{{more}}}
            """);

        error.Should().Be(new ErrorBody(
            User, "invalid_value", "size",
            $"Invalid size '{size}'. All {frames} frames together may have at most 8294400 pixels."));
    }
}
