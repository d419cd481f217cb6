using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.PixelFormats;
using ImageFile = SixLabors.ImageSharp.Image;
using Picture = SixLabors.ImageSharp.Image<SixLabors.ImageSharp.PixelFormats.Rgba32>;

namespace OpenAIImages.Emulator.Tests;

/// <summary>The formats of files. That other decoders open them is checked by .ci/run.</summary>
public class FormatTests
{
    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _emulator = await EmulatorClient.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase("png", "PNG")]
    [TestCase("jpeg", "JPEG")]
    [TestCase("webp", "Webp")]
    [TestCase("gif", "GIF")]
    public async Task Post_with_a_format_returns_a_file_of_it(string format, string expected)
    {
        var response = await _emulator.CreateAsync(Request(format));

        ((string)response["output_format"]!).Should().Be(format);
        using var picture = Load(response, out var actual);
        actual.Name.Should().Be(expected);
        (picture.Width, picture.Height).Should().Be(format == "gif" ? (320, 192) : (1024, 640));
    }

    [TestCase("png")]
    [TestCase("jpeg")]
    [TestCase("webp")]
    [TestCase("gif")]
    [TestCase("svg")]
    public async Task Post_returns_the_same_file_for_the_same_request_only(string format)
    {
        var first = Bytes(await _emulator.CreateAsync(Request(format)));
        var again = Bytes(await _emulator.CreateAsync(Request(format)));
        var other = Bytes(await _emulator.CreateAsync(Request(format, prompt: "a castle")));

        again.Should().Equal(first);
        other.Should().NotEqual(first);
    }

    [TestCase("jpeg")]
    [TestCase("webp")]
    public async Task Post_with_another_format_shows_the_same_picture(string format)
    {
        using var expected = Load(await _emulator.CreateAsync(Request("png")), out _);
        using var picture = Load(await _emulator.CreateAsync(Request(format)), out _);

        var difference = 0;
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++) difference += Math.Abs(picture[x, y].G - expected[x, y].G);
        }

        (difference / (double)(picture.Width * picture.Height)).Should().BeLessThan(4);
    }

    [TestCase("jpeg")]
    [TestCase("webp")]
    public async Task Post_with_output_compression_returns_smaller_files(string format)
    {
        var lengths = new List<int>();
        foreach (var compression in new[] { 0, 40, 80, 100 })
        {
            var response = await _emulator.CreateAsync(Request(format, $", \"output_compression\": {compression}"));
            lengths.Add(Bytes(response).Length);
        }

        lengths.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Test]
    public async Task Post_for_webp_with_a_transparent_background_returns_no_sky()
    {
        var response = await _emulator.CreateAsync(Request("webp", """, "background": "transparent" """));

        using var picture = Load(response, out _);
        picture[0, 0].A.Should().Be(0);
        picture[0, picture.Height - 1].A.Should().Be(255);
    }

    [TestCase("", 9, 20)]
    [TestCase(""", "frame_count": 2, "frame_duration_ms": 0 """, 2, 0)]
    [TestCase(""", "frame_count": 16, "frame_duration_ms": 104 """, 16, 10)]
    [TestCase(""", "frame_count": 3, "frame_duration_ms": 655350 """, 3, 65535)]
    public async Task Post_for_gif_returns_an_animation(string more, int frames, int hundredths)
    {
        using var picture = Load(await _emulator.CreateAsync(Request("gif", more)), out _);

        picture.Frames.Count.Should().Be(frames);
        picture.Metadata.GetGifMetadata().RepeatCount.Should().Be(0, "that means for ever");
        picture.Frames.Cast<ImageFrame<Rgba32>>().Select(frame => frame.Metadata.GetGifMetadata().FrameDelay)
            .Should().OnlyContain(delay => delay == hundredths);
        picture.Frames.Cast<ImageFrame<Rgba32>>().Should().OnlyContain(frame => IsOpaque(frame));
        picture.Frames.Cast<ImageFrame<Rgba32>>().Select(HashOf).Distinct()
            .Should().HaveCountGreaterThan(1, "something moves");
    }

    [Test]
    public async Task Post_for_gif_without_a_size_returns_512_pixels_square()
    {
        var response = await _emulator.CreateAsync(
            """{"prompt": "otter", "model": "gpt-image-2.6-flare", "output_format": "gif", "frame_count": 2}""");

        ((string)response["size"]!).Should().Be("512x512");
    }

    [Test]
    public async Task Post_for_svg_returns_shapes()
    {
        var response = await _emulator.CreateAsync(
            Request("svg", """, "svg": {"model": "gpt-5", "reasoning": {"effort": "low"}} """));

        var svg = XDocument.Load(new MemoryStream(Bytes(response))).Root!;
        ((string)svg.Attribute("width")!, (string)svg.Attribute("height")!).Should().Be(("1024", "640"));
        svg.Elements().Select(element => element.Name.LocalName).Should().Contain(["rect", "circle", "path"]);
        var usage = response["svg_usage"]!;
        ((string)usage["model"]!).Should().Be("gpt-5");
        ((long)usage["total_tokens"]!).Should().Be((long)usage["input_tokens"]! + (long)usage["output_tokens"]!);
    }

    [Test]
    public async Task Post_for_svg_without_its_options_reports_no_svg_usage()
    {
        (await _emulator.CreateAsync(Request("svg"))).Should().NotContainKey("svg_usage");
    }

    [TestCase("jpeg")]
    [TestCase("webp")]
    public async Task Previews_have_the_format_of_the_image(string format)
    {
        using var response = await _emulator.PostAsync(Request(
            format, """, "stream": true, "partial_images": 2 """));

        var data = (await response.Content.ReadAsStringAsync()).Split('\n')
            .Where(line => line.StartsWith("data: ", StringComparison.Ordinal))
            .Select(line => JObject.Parse(line[6..]));
        var files = data.Select(it => (byte[])it["b64_json"]!).ToList();
        files.Should().HaveCount(3);
        files.Select(file => ImageFile.DetectFormat(file).Name.ToUpperInvariant())
            .Should().AllBe(format.ToUpperInvariant());
        files.Take(2).Should().OnlyContain(preview => preview.Length < files[2].Length);
    }

    private static string Request(string format, string more = "", string prompt = "otter") => $$"""
        {"prompt": "{{prompt}}", "model": "gpt-image-2.6-flare", "output_format": "{{format}}",
         "size": "{{(format == "gif" ? "320x192" : "1024x640")}}"{{more}}}
        """;

    private static byte[] Bytes(JObject response) => (byte[])response["data"]![0]!["b64_json"]!;

    private static Picture Load(JObject response, out IImageFormat format) =>
        ImageFile.Load<Rgba32>(Bytes(response), out format);

    private static bool IsOpaque(ImageFrame<Rgba32> frame) =>
        Enumerable.Range(0, frame.Width * frame.Height).All(i => frame[i % frame.Width, i / frame.Width].A == 255);

    private static int HashOf(ImageFrame<Rgba32> frame)
    {
        var hash = default(HashCode);
        for (var y = 0; y < frame.Height; y += 4)
        {
            for (var x = 0; x < frame.Width; x += 4) hash.Add(frame[x, y]);
        }

        return hash.ToHashCode();
    }
}
