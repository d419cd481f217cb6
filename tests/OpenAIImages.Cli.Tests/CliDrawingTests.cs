using Newtonsoft.Json.Linq;

namespace OpenAIImages.Cli.Tests;

/// <summary>The command line saves images of its own emulator.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CliDrawingTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Test]
    public async Task First_command_of_the_readme_saves_a_picture()
    {
        var result = await _cli.RunAsync("A cute baby sea otter", "--emulator", "--output", "otter.png");

        result.ExitCode.Should().Be(0, result.Error);
        result.Error.Should().BeEmpty();
        result.Output.Should().Contain("Saved otter.png").And.Contain("Request req_");
        result.Output.Should().NotContain("\u001b", "it is no terminal");
        _cli.Files.Should().Equal("otter.png");
        var png = _cli.ReadPng("otter.png");
        (png.Width, png.Height).Should().Be((1024, 1024));
    }

    [TestCase("otter")]
    [TestCase("-")]
    public async Task Prompt_is_read_from_standard_input(string? argument)
    {
        var arguments = argument == "-" ? new[] { "-" } : [];
        await _cli.RunAsync("otter\n", [.. arguments, "--emulator", "--size", "1024x640", "-o", "piped.png"]);
        await _cli.RunAsync("otter", "--emulator", "--size", "1024x640", "-o", "given.png");

        _cli.ReadPng("piped.png").LooksLike(_cli.ReadPng("given.png")).Should().BeTrue();
    }

    [Test]
    public async Task Several_pictures_are_numbered()
    {
        var result = await _cli.RunAsync("otter", "--emulator", "--n", "3", "--size", "1024x640", "-o", "otter.png");

        result.ExitCode.Should().Be(0, result.Error);
        _cli.Files.Should().Equal("otter-1.png", "otter-2.png", "otter-3.png");
    }

    [Test]
    public async Task Output_to_a_folder_saves_a_picture_with_the_right_extension()
    {
        Directory.CreateDirectory(_cli.PathOf("pictures"));

        var result = await _cli.RunAsync("otter", "--emulator", "--size", "1024x640", "-o", "pictures");

        result.ExitCode.Should().Be(0, result.Error);
        Directory.EnumerateFiles(_cli.PathOf("pictures"))
            .Should().Equal(_cli.PathOf(Path.Combine("pictures", "image.png")));
    }

    [Test]
    public async Task Picture_at_a_url_is_downloaded()
    {
        var result = await _cli.RunAsync("otter", "--emulator", "-m", "dall-e-3", "--style", "natural", "-o", "otter");

        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain("Revised prompt: ");
        _cli.Files.Should().Equal("otter.png");
    }

    [TestCase()]
    [TestCase("--partial-images", "2")]
    public async Task File_is_overwritten_only_with_the_overwrite_option(params string[] more)
    {
        string[] command = ["otter", "--emulator", "--size", "1024x640", "-o", "otter.png", .. more];
        await File.WriteAllTextAsync(_cli.PathOf("otter.png"), "precious");

        var refused = await _cli.RunAsync(command);

        refused.ExitCode.Should().Be(2);
        refused.Error.Should().Contain("otter.png already exists").And.Contain("--overwrite");
        (await File.ReadAllTextAsync(_cli.PathOf("otter.png"))).Should().Be("precious");
        _cli.Files.Should().Equal("otter.png");

        (await _cli.RunAsync([.. command, "--overwrite"])).ExitCode.Should().Be(0);
        _cli.ReadPng("otter.png").Width.Should().Be(1024);
    }

    [Test]
    public async Task Previews_are_saved_as_they_arrive()
    {
        var result = await _cli.RunAsync(
            "otter", "--emulator", "--size", "1024x640", "--partial-images", "2", "-o", "otter.png");

        result.ExitCode.Should().Be(0, result.Error);
        _cli.Files.Should().Equal("otter.partial-0.png", "otter.partial-1.png", "otter.png");
        result.Output
            .Should().MatchRegex("(?s)Preview otter.partial-0.png.*Preview otter.partial-1.png.*Saved otter.png");
        _cli.Files.Select(file => _cli.ReadPng(file).Sharpness).Should().BeInAscendingOrder();
    }

    [Test]
    public async Task Previews_of_several_pictures_are_numbered()
    {
        var result = await _cli.RunAsync(
            "otter", "--emulator", "--size", "1024x640", "--n", "2", "--partial-images", "1", "-o", "a");

        result.ExitCode.Should().Be(0, result.Error);
        _cli.Files.Should().Equal("a-1.partial-0.png", "a-1.png", "a-2.partial-0.png", "a-2.png");
    }

    [Test]
    public async Task Json_lists_files_previews_and_usage_without_base64()
    {
        var result = await _cli.RunAsync(
            "otter", "--emulator", "--json", "--size", "1024x640", "--n", "2", "--partial-images", "1",
            "-o", "otter.png");

        result.ExitCode.Should().Be(0, result.Error);
        var json = JObject.Parse(result.Output);
        json["files"]!.Values<string>().Should().Equal("otter-1.png", "otter-2.png");
        json["previews"]!.Values<string>().Should().Equal("otter-1.partial-0.png", "otter-2.partial-0.png");
        ((long)json["usage"]!["total_tokens"]!).Should().BePositive();
        result.Output.Length.Should().BeLessThan(2000, "there is no base64 in it");
    }

    [Test]
    public async Task Json_has_the_request_id_and_the_revised_prompts()
    {
        var result = await _cli.RunAsync("otter", "--emulator", "--json", "-m", "dall-e-3", "-o", "otter.png");

        var json = JObject.Parse(result.Output);
        ((string)json["request_id"]!).Should().StartWith("req_");
        ((string)json["revised_prompts"]!.Single()!).Should().Contain("otter");
        json["usage"]!.Type.Should().Be(JTokenType.Null);
    }
}
