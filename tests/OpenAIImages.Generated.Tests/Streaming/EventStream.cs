using System.Net;
using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>A stream of events as a server sends it, and the events that a client reads.</summary>
internal static class EventStream
{
    public const string ContentType = "text/event-stream";

    public static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 253, 254, 255];

    public static readonly CreateImageRequest Request =
        new() { Prompt = "A cute baby sea otter", Model = ImageModel.GptImage1 };

    public static readonly string PictureBase64 = Convert.ToBase64String(Picture);

    /// <summary>Returns the frame of a preview; the last byte of the picture is its number.</summary>
    public static string Partial(int index) => Frame(
        "image_generation.partial_image",
        $$"""
        {"type":"image_generation.partial_image","b64_json":"{{Numbered(index)}}","partial_image_index":{{index}}}
        """);

    /// <summary>Returns the frame of an image.</summary>
    public static string Completed() => Frame(
        "image_generation.completed", $$"""{"type":"image_generation.completed","b64_json":"{{PictureBase64}}"}""");

    public static string Frame(string name, string data) => $"event: {name}\ndata: {data}\n\n";

    /// <summary>Reads all events of the stream.</summary>
    public static Task<List<ImageGenStreamEvent>> ReadAsync(string body, Arrival arrival = Arrival.AtOnce) =>
        ReadAsync(new ChunkedStream(Encoding.UTF8.GetBytes(body), arrival));

    /// <inheritdoc cref="ReadAsync(string, Arrival)"/>
    public static async Task<List<ImageGenStreamEvent>> ReadAsync(Stream body, long? maxResponseBytes = null)
    {
        using var client = Reading.ClientFor(Reading.ContentOf(body, ContentType), maxResponseBytes);
        return await client.CreateImageStreamAsync(Request).ToListAsync();
    }

    /// <summary>Reads a stream that must fail; returns the events and the exception.</summary>
    public static async Task<(List<ImageGenStreamEvent> Events, ApiException Failure)> FailAsync(
        string body, params (string Name, string Value)[] headers)
    {
        using var api =
            new MockApi(MockApi.Body(Encoding.UTF8.GetBytes(body), ContentType, HttpStatusCode.OK, headers));
        using var client = api.Client();
        List<ImageGenStreamEvent> events = [];
        var read = async () =>
        {
            await foreach (var item in client.CreateImageStreamAsync(Request)) events.Add(item);
        };
        return (events, (await read.Should().ThrowExactlyAsync<ApiException>()).Which);
    }

    /// <summary>The preview in <see cref="Partial"/>.</summary>
    public static ImageGenPartialImageEvent ExpectedPartial(int index) =>
        new() { Bytes = [.. Picture[..^1], (byte)index], PartialImageIndex = index };

    /// <summary>The image in <see cref="Completed"/>.</summary>
    public static ImageGenCompletedEvent ExpectedCompleted() => new() { Bytes = Picture };

    /// <summary>Compares events by their JSON.</summary>
    public static void ShouldBe(this IEnumerable<ImageGenStreamEvent> events, params ImageGenStreamEvent[] expected) =>
        events.Select(item => item.ToJson()).Should().Equal(expected.Select(item => item.ToJson()));

    private static string Numbered(int index) => Convert.ToBase64String([.. Picture[..^1], (byte)index]);
}
