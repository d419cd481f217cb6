using System.Text;
using static OpenAIImages.Generated.Tests.EventStream;

namespace OpenAIImages.Generated.Tests;

/// <summary>Frames of a text/event-stream, in all notations and split in all ways.</summary>
public class FramingTests
{
    private static readonly string Stream = Partial(0) + Partial(1) + Completed();

    private static readonly Dictionary<string, string> Streams = new()
    {
        ["as usual"] = Stream,
        ["lines that end in CRLF"] = Stream.Replace("\n", "\r\n"),
        ["lines that end in CR"] = Stream.Replace("\n", "\r"),
        ["a byte order mark"] = "\uFEFF" + Stream,
        ["comments"] = ": hello\n\n" + Stream.Replace("data:", ": about\n:\ndata:"),
        ["ids and times to wait"] = Stream.Replace("event:", "id: 1\nretry: 3000\nevent:"),
        ["fields that nobody knows"] = Stream.Replace("event:", "colour: blue\nnothing\nevent:"),
        ["no space behind colons"] = Stream.Replace(": ", ":"),
        ["data before the name"] = Stream.Replace("event:", "data:\nevent:"),
        ["data of several lines"] = Stream.Replace(",\"", ",\ndata: \""),
        ["base64 over several lines"] = Stream.Replace(PictureBase64, PictureBase64.Insert(5, "\ndata: ")),
        ["many blank lines"] = "\n\n" + Stream.Replace("\n\n", "\n\n\n\n"),
        ["no blank line at the end"] = Stream[..^1],
        ["no end of line at the end"] = Stream[..^2],
        ["a CR alone at the end"] = Stream[..^2] + "\r",
        ["an unfinished comment at the end"] = Stream + ": by",
        ["an unfinished name at the end"] = Stream + "event: image_genera",
    };

    private static IEnumerable<string> Names => Streams.Keys;

    [Test]
    public async Task Frames_are_read_in_each_notation(
        [ValueSource(nameof(Names))] string name, [Values] Arrival arrival)
    {
        var events = await ReadAsync(Streams[name], arrival);

        events.ShouldBe(ExpectedPartial(0), ExpectedPartial(1), ExpectedCompleted());
    }

    [Test]
    [Category("Long")]
    public async Task Stream_can_be_split_anywhere()
    {
        var bytes = Encoding.UTF8.GetBytes(Streams["lines that end in CRLF"]);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var events = await ReadAsync(new TwoPieces(bytes, cut));

            events.ShouldBe(ExpectedPartial(0), ExpectedPartial(1), ExpectedCompleted());
        }
    }

    [TestCase("text/event-stream; charset=utf-8")]
    [TestCase("Text/Event-Stream")]
    [TestCase("text/event-stream;")]
    [TestCase(" text/event-stream ; charset")]
    public async Task Content_type_can_be_written_in_several_ways(string contentType)
    {
        using var api = new MockApi(MockApi.Text(Completed(), contentType));
        using var client = api.Client();

        (await client.CreateImageStreamAsync(Request).ToListAsync()).ShouldBe(ExpectedCompleted());
    }

    [Test]
    [Category("Long")]
    public async Task Image_of_many_megabytes_is_read()
    {
        var picture = new byte[12_000_000];
        new Random(1).NextBytes(picture);

        var events = await ReadAsync(Completed().Replace(PictureBase64, Convert.ToBase64String(picture)));

        events.Should().ContainSingle().Which.Bytes.Should().Equal(picture);
    }

    /// <summary>A body that arrives in two pieces.</summary>
    private sealed class TwoPieces(byte[] bytes, int cut) : MemoryStream(bytes, writable: false)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var end = Position < cut ? cut : Length;
            return ValueTask.FromResult(Read(buffer.Span[..(int)Math.Min(buffer.Length, end - Position)]));
        }
    }
}
