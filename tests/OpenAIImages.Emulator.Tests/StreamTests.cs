using System.Net.ServerSentEvents;
using System.Text;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Tests;

/// <summary>The events of a stream.</summary>
public class StreamTests
{
    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _emulator = await EmulatorClient.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase("", new[] { "completed" })]
    [TestCase(""", "partial_images": 0 """, new[] { "completed" })]
    [TestCase(""", "partial_images": 2 """, new[] { "partial_image", "partial_image", "completed" })]
    [TestCase(
        """, "n": 2, "partial_images": 1 """, new[] { "partial_image", "completed", "partial_image", "completed" })]
    public async Task A_stream_has_previews_before_each_image(string more, string[] expected)
    {
        var events = await StreamAsync(more);

        events.Select(item => item.EventType).Should().Equal(expected.Select(type => $"image_generation.{type}"));
        events.Should().OnlyContain(item => (string)item.Data["type"]! == item.EventType);
    }

    [TestCase("otter", "opaque")]
    [TestCase("otter", "transparent")]
    [TestCase("a clear night", "opaque")]
    [TestCase("a clear night", "transparent")]
    [TestCase("夜の街", "opaque")]
    [TestCase("a castle", "transparent")]
    public async Task Previews_come_closer_to_the_image_and_are_smaller_files(string prompt, string background)
    {
        var events = await StreamAsync($""", "partial_images": 3, "background": "{background}" """, prompt);

        var files = events.Select(item => (byte[])item.Data["b64_json"]!).ToList();
        files.Take(3).Should().OnlyContain(file => file.Length < files[3].Length);
        var pictures = files.Select(PngFile.Parse).ToList();
        pictures.Should().OnlyContain(png => png.Width == 1024 && png.Height == 640);
        pictures.Select(png => Difference(png, pictures[3])).Should().BeInDescendingOrder().And.OnlyHaveUniqueItems();
    }

    [TestCase("otter")]
    [TestCase("a clear night")]
    [TestCase("夜の街")]
    public async Task Previews_become_sharper(string prompt)
    {
        var events = await StreamAsync(""", "partial_images": 3 """, prompt);

        events.Select(item => PngFile.Parse((byte[])item.Data["b64_json"]!).Sharpness)
            .Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Test]
    public async Task The_last_image_is_the_one_without_a_stream()
    {
        var streamed = (await StreamAsync(""", "partial_images": 1 """))[^1];
        var plain = await _emulator.DrawAsync("""{"prompt": "otter", "model": "gpt-image-2", "size": "1024x640"}""");

        PngFile.Parse((byte[])streamed.Data["b64_json"]!).LooksLike(plain).Should().BeTrue();
    }

    [Test]
    public async Task Events_have_the_documented_fields()
    {
        var events = await StreamAsync(""", "partial_images": 2, "quality": "low", "safety_identifier": "user-1" """);

        string[] common = ["type", "b64_json", "created_at", "size", "quality", "background", "output_format"];
        Names(events[0]).Should().BeEquivalentTo([.. common, "partial_image_index"]);
        Names(events[2]).Should().BeEquivalentTo([.. common, "usage", "safety_identifier"]);
        events.Take(2).Select(item => (int)item.Data["partial_image_index"]!).Should().Equal(0, 1);
        ((string)events[2].Data["quality"]!).Should().Be("low");

        static IEnumerable<string> Names(SseItem<JObject> item) => item.Data.Properties().Select(it => it.Name);
    }

    [Test]
    public async Task The_usage_of_all_events_adds_up_to_that_of_the_call()
    {
        var events = await StreamAsync(""", "n": 3, "partial_images": 1 """);
        var call = await _emulator.CreateAsync(
            """{"prompt": "otter", "model": "gpt-image-2", "size": "1024x640", "n": 3}""");

        string[] paths =
            ["input_tokens", "output_tokens", "total_tokens", "input_tokens_details.text_tokens",
             "output_tokens_details.image_tokens"];
        foreach (var path in paths)
        {
            events.Sum(item => (long?)item.Data["usage"]?.SelectToken(path) ?? 0)
                .Should().Be((long)call["usage"]!.SelectToken(path)!, path).And.BePositive();
        }
    }

    [Test]
    public async Task Events_have_the_safety_identifier_of_user()
    {
        var events = await StreamAsync(""", "user": "u" """);

        ((string)events.Single().Data["safety_identifier"]!).Should().Be("u");
    }

    private static double Difference(PngFile first, PngFile second) =>
        first.Pixels.Zip(second.Pixels, (a, b) => Math.Abs(a - b)).Average();

    private async Task<List<SseItem<JObject>>> StreamAsync(string more, string prompt = "otter")
    {
        using var response = await _emulator.PostAsync(
            $$"""{"prompt": "{{prompt}}", "model": "gpt-image-2", "size": "1024x640", "stream": true{{more}}}""");
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        await using var body = await response.Content.ReadAsStreamAsync();
        var parser = SseParser.Create(body, (_, data) => JObject.Parse(Encoding.UTF8.GetString(data)));
        return await parser.EnumerateAsync().ToListAsync();
    }
}
