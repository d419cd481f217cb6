using System.Security.Cryptography;

namespace OpenAIImages.Emulator.Tests;

/// <summary>What the emulator draws.</summary>
public class EmulatorPictureTests
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
    [TestCase("gpt-image-2", "48x16", 48, 16)]
    [TestCase("some-server's-own", "1x1", 1, 1)]
    public async Task AFileHasTheSizeAskedFor(string model, string size, int width, int height)
    {
        var format = model.StartsWith("gpt", StringComparison.Ordinal) ? "" : """, "response_format": "b64_json" """;

        var png = await _emulator.DrawAsync($$"""{"prompt": "otter", "model": "{{model}}", "size": "{{size}}"{{format}}}""");

        (png.Width, png.Height).Should().Be((width, height));
    }

    [Test]
    public async Task APictureIs1024PixelsSquareWhenNoSizeIsAskedFor()
    {
        var png = await _emulator.DrawAsync("""{"prompt": "otter", "model": "gpt-image-2"}""");

        (png.Width, png.Height).Should().Be((1024, 1024));
    }

    [Test]
    public async Task TheSamePromptGivesTheSamePicture()
    {
        var first = await DrawAsync("otter");
        var second = await DrawAsync("otter");

        second.LooksLike(first).Should().BeTrue();
    }

    [Test]
    public async Task AnotherEmulatorDrawsTheSamePicture()
    {
        await using var other = await EmulatorClient.StartAsync();

        var here = await DrawAsync("otter");
        var there = await other.DrawAsync(Request("otter"));

        there.LooksLike(here).Should().BeTrue();
    }

    /// <summary>On every machine, as the documentation promises: this is what one of them drew.</summary>
    [Test]
    public async Task APicturesPixelsAreTheSameOnEveryMachine()
    {
        var png = await DrawAsync("A cute baby sea otter");

        var hash = SHA256.HashData(png.Pixels);
        Convert.ToHexString(hash).Should().Be("E9F637160ABDB73B16D4DE7AA1BF3E8B559B321A5C26D60D6A4876D788A0BEE0");
    }

    [Test]
    public async Task PromptsGivePicturesThatLookDifferent()
    {
        string[] prompts = ["otter", "Otter", "a castle", "a castle.", "夜の街", "🦦"];
        var pictures = await Task.WhenAll(prompts.Select(DrawAsync));

        foreach (var (first, second) in Pairs(pictures))
        {
            Difference(first, second).Should().BeGreaterThan(12, "a glance can tell so much, averaged over all pixels");
        }
    }

    [Test]
    public async Task EachOfSeveralPicturesLooksDifferent()
    {
        var answer = await _emulator.CreateAsync(Request("otter", """, "n": 4 """));

        var pictures = answer["data"]!.Select(image => PngFile.Parse((byte[])image["b64_json"]!)).ToArray();
        pictures.Should().HaveCount(4);
        foreach (var (first, second) in Pairs(pictures))
        {
            Difference(first, second).Should().BeGreaterThan(12);
        }
    }

    [Test]
    public async Task AnOpaquePictureHasNoAlpha()
    {
        (await DrawAsync("otter")).HasAlpha.Should().BeFalse();
    }

    [Test]
    public async Task ATransparentBackgroundCanBeSeenThrough()
    {
        var png = await DrawAsync("otter", """, "background": "transparent" """);

        png.HasAlpha.Should().BeTrue();
        var alpha = png.Pixels.Where((_, i) => i % 4 == 3).ToArray();
        alpha.Take(png.Width).Should().AllBeEquivalentTo(0, "nothing is in the sky's first row");
        alpha.TakeLast(png.Width).Should().AllBeEquivalentTo(255, "the last row is ground");
    }

    private Task<PngFile> DrawAsync(string prompt) => DrawAsync(prompt, "");

    private Task<PngFile> DrawAsync(string prompt, string more) => _emulator.DrawAsync(Request(prompt, more));

    private static string Request(string prompt, string more = "") =>
        $$"""{"prompt": "{{prompt}}", "model": "gpt-image-2", "size": "256x256"{{more}}}""";

    private static double Difference(PngFile first, PngFile second) =>
        first.Pixels.Zip(second.Pixels, (a, b) => Math.Abs(a - b)).Average();

    private static IEnumerable<(T First, T Second)> Pairs<T>(IReadOnlyList<T> items) =>
        items.SelectMany((first, i) => items.Skip(i + 1).Select(second => (first, second)));
}
