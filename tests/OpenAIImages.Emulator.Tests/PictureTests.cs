using System.Security.Cryptography;

namespace OpenAIImages.Emulator.Tests;

/// <summary>What the emulator draws.</summary>
public class PictureTests
{
    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _emulator = await EmulatorClient.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase("dall-e-2", "256x256", 256, 256)]
    [TestCase("dall-e-2", "512x512", 512, 512)]
    [TestCase("dall-e-3", "1024x1024", 1024, 1024)]
    [TestCase("dall-e-3", "1792x1024", 1792, 1024)]
    [TestCase("dall-e-3", "1024x1792", 1024, 1792)]
    [TestCase("gpt-image-1.5", "1536x1024", 1536, 1024)]
    [TestCase("gpt-image-2", "auto", 1024, 1024)]
    [TestCase("gpt-image-2", "3840x2160", 3840, 2160)]
    [TestCase("gpt-image-2", "1024x640", 1024, 640)]
    public async Task Post_with_size_returns_a_file_of_this_size(string model, string size, int width, int height)
    {
        var format = model.StartsWith("gpt", StringComparison.Ordinal) ? "" : """, "response_format": "b64_json" """;

        var png = await _emulator.DrawAsync(
            $$"""{"prompt": "otter", "model": "{{model}}", "size": "{{size}}"{{format}}}""");

        (png.Width, png.Height).Should().Be((width, height));
    }

    [Test]
    public async Task Post_without_size_returns_1024_pixels_square()
    {
        var png = await _emulator.DrawAsync("""{"prompt": "otter", "model": "gpt-image-2"}""");

        (png.Width, png.Height).Should().Be((1024, 1024));
    }

    [Test]
    public async Task Post_with_the_same_prompt_returns_the_same_picture()
    {
        var first = await DrawAsync("otter");
        var second = await DrawAsync("otter");

        second.LooksLike(first).Should().BeTrue();
    }

    [Test]
    public async Task Post_to_another_emulator_returns_the_same_picture()
    {
        await using var other = await EmulatorClient.StartAsync();

        var here = await DrawAsync("otter");
        var there = await other.DrawAsync(Request("otter"));

        there.LooksLike(here).Should().BeTrue();
    }

    /// <summary>Pictures of one machine, which were the same with <c>DOTNET_EnableHWIntrinsic=0</c>.</summary>
    [Test]
    public async Task The_pixels_of_a_picture_are_the_same_on_every_machine()
    {
        var png = await DrawAsync("A cute baby sea otter");

        var hash = SHA256.HashData(png.Pixels);
        Convert.ToHexString(hash).Should().Be("62AA8830B52449174B6C15940C1AD8515A436E414EA7451A332B84822FB3A987");
    }

    [Test]
    public async Task Post_with_different_prompts_returns_pictures_that_look_different()
    {
        string[] prompts = ["otter", "Otter", "a castle", "a castle.", "夜の街", "🦦"];
        var pictures = await Task.WhenAll(prompts.Select(DrawAsync));

        foreach (var (first, second) in Pairs(pictures))
        {
            Difference(first, second).Should().BeGreaterThan(12, "a glance can tell so much, averaged over all pixels");
        }
    }

    [Test]
    public async Task Post_with_n_returns_pictures_that_look_different()
    {
        var response = await _emulator.CreateAsync(Request("otter", """, "n": 4 """));

        var pictures = response["data"]!.Select(image => PngFile.Parse((byte[])image["b64_json"]!)).ToArray();
        pictures.Should().HaveCount(4);
        foreach (var (first, second) in Pairs(pictures)) Difference(first, second).Should().BeGreaterThan(12);
    }

    [Test]
    public async Task Post_without_background_returns_no_alpha()
    {
        (await DrawAsync("otter")).HasAlpha.Should().BeFalse();
    }

    [Test]
    public async Task Post_with_transparent_background_returns_no_sky()
    {
        var png = await _emulator.DrawAsync(
            """{"prompt": "otter", "model": "gpt-image-2", "size": "1024x640", "background": "transparent"}""");

        png.HasAlpha.Should().BeTrue();
        var alpha = png.Pixels.Where((_, i) => i % 4 == 3).ToArray();
        alpha.Take(png.Width).Should().AllBeEquivalentTo(0, "nothing is in the sky's first row");
        alpha.TakeLast(png.Width).Should().AllBeEquivalentTo(255, "the last row is ground");
    }

    private Task<PngFile> DrawAsync(string prompt) => _emulator.DrawAsync(Request(prompt));

    private static string Request(string prompt, string more = "") =>
        $$"""{"prompt": "{{prompt}}", "model": "dall-e-2", "size": "256x256", "response_format": "b64_json"{{more}}}""";

    private static double Difference(PngFile first, PngFile second) =>
        first.Pixels.Zip(second.Pixels, (a, b) => Math.Abs(a - b)).Average();

    private static IEnumerable<(T First, T Second)> Pairs<T>(IReadOnlyList<T> items) =>
        items.SelectMany((first, i) => items.Skip(i + 1).Select(second => (first, second)));
}
