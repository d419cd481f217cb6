using System.Net.ServerSentEvents;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Tests;

/// <summary>The events of the emulator's streams.</summary>
public class EmulatorStreamTests
{
    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _emulator = await EmulatorClient.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase("", new[] { "completed" })]
    [TestCase(""", "partial_images": 0 """, new[] { "completed" })]
    [TestCase(""", "partial_images": 2 """, new[] { "partial_image", "partial_image", "completed" })]
    [TestCase(""", "n": 2, "partial_images": 1 """, new[] { "partial_image", "completed", "partial_image", "completed" })]
    public async Task PreviewsComeBeforeEachPicture(string more, string[] expected)
    {
        var events = await StreamAsync(more);

        events.Select(item => item.EventType).Should().Equal(expected.Select(type => $"image_generation.{type}"));
        events.Should().OnlyContain(item => (string)item.Data["type"]! == item.EventType);
    }

    [Test]
    public async Task PreviewsGetSharperUpToThePicture()
    {
        var events = await StreamAsync(""", "partial_images": 3 """);

        var pictures = events.Select(item => PngFile.Parse((byte[])item.Data["b64_json"]!)).ToList();
        pictures.Should().OnlyContain(png => png.Width == 320 && png.Height == 256);
        pictures.Select(png => png.Sharpness).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Test]
    public async Task TheLastPictureIsTheOneWithoutAStream()
    {
        var streamed = (await StreamAsync(""", "partial_images": 1 """))[^1];
        var plain = await _emulator.DrawAsync("""{"prompt": "otter", "model": "gpt-image-2", "size": "320x256"}""");

        PngFile.Parse((byte[])streamed.Data["b64_json"]!).LooksLike(plain).Should().BeTrue();
    }

    [Test]
    public async Task TheEventsHaveTheDocumentedFields()
    {
        var events = await StreamAsync(""", "partial_images": 2, "quality": "low", "safety_identifier": "user-1" """);

        string[] common = ["type", "b64_json", "created_at", "size", "quality", "background", "output_format"];
        Names(events[0]).Should().BeEquivalentTo([.. common, "partial_image_index"]);
        Names(events[2]).Should().BeEquivalentTo([.. common, "usage", "safety_identifier"]);
        events.Take(2).Select(item => (int)item.Data["partial_image_index"]!).Should().Equal(0, 1);
        ((string)events[2].Data["quality"]!).Should().Be("low");
        ((long)events[2].Data["usage"]!["total_tokens"]!).Should().BePositive();

        static IEnumerable<string> Names(SseItem<JObject> item) => item.Data.Properties().Select(property => property.Name);
    }

    private async Task<List<SseItem<JObject>>> StreamAsync(string more)
    {
        using var answer = await _emulator.PostAsync(
            $$"""{"prompt": "otter", "model": "gpt-image-2", "size": "320x256", "stream": true{{more}}}""");
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        await using var body = await answer.Content.ReadAsStreamAsync();
        var parser = SseParser.Create(body, (_, data) => JObject.Parse(System.Text.Encoding.UTF8.GetString(data)));
        return await parser.EnumerateAsync().ToListAsync();
    }
}
