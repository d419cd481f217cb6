using System.IO.Compression;
using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>A fault of a server, how the call then ends, and after how many attempts.</summary>
internal sealed record Fault(
    string Name, Outcome Outcome, int Attempts, Func<FaultConnection, ManualTime, Task> Script)
{
    public const string Picture = "aVZCT1J3MEtHZ29BQUFBTlNVaEVVZ0FBQUFFQUFBQUJDQVlBQUFBZkZjU0pBQUFBRFVsRVFWUg==";
    public const string Images = $$"""{"created":1589478378,"data":[{"b64_json":"{{Picture}}"}]}""";

    private const string Json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private const string Chunked = Json + "Transfer-Encoding: chunked\r\n\r\n";
    private const string ToTheEnd = Json + "Connection: close\r\n\r\n";

    private static readonly string LongImages = Json + $"Content-Length: {Images.Length + 1}\r\n\r\n{Images}";
    private static readonly string HalfImages = Json + $"Content-Length: {Images.Length}\r\n\r\n{Images[..60]}";

    /// <summary>A gigabyte of spaces, compressed to a megabyte.</summary>
    private static readonly Lazy<byte[]> Bomb = new(() =>
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            var spaces = Encoding.ASCII.GetBytes(new string(' ', 1024 * 1024));
            for (var megabyte = 0; megabyte < 1024; megabyte++)
            {
                gzip.Write(spaces);
            }
        }

        return bytes.ToArray();
    });

    public static IReadOnlyList<Fault> BeforeTheBody { get; } =
    [
        Reset("a reset before the response", "", 3),
        Closed("an end before the response", "", Outcome.Connection, 3),
        Reset("a reset within the status line", "HTTP/1.1 20", 3),
        Closed("an end within the status line", "HTTP/1.1 20", Outcome.Connection, 3),
        Reset("a reset within the headers", "HTTP/1.1 200 OK\r\nContent-Ty", 3),
        Closed("an end within the headers", "HTTP/1.1 200 OK\r\nContent-Type: x\r\n", Outcome.Connection, 3),
        Closed("a response of another protocol", "SSH-2.0-OpenSSH_9.9\r\n", Outcome.Connection, 1),
        Closed("a status that is no number", "HTTP/1.1 OK 200\r\n\r\n", Outcome.Connection, 1),
        Closed("a header without a colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", Outcome.Connection, 1),
        Endless("headers without end", Outcome.Connection, "HTTP/1.1 200 OK\r\n", "x: y\r\n"),
        Endless("a header without end", Outcome.Connection, "HTTP/1.1 200 OK\r\nx: ", "yyyyyyyyyyyyyyyy"),
        Slow("interim responses without end", "", "HTTP/1.1 102 Processing\r\n\r\n"),
        Slow("a header with a byte a second", "HTTP/1.1 200 OK\r\nx: ", "y"),
        Silent("silence instead of a response", ""),
        Silent("silence within the status line", "HTTP/1.1"),
        Silent("silence within the headers", "HTTP/1.1 200 OK\r\nContent"),
    ];

    public static IReadOnlyList<Fault> WithinTheBody { get; } =
    [
        Reset("a reset after the headers", Json + "Content-Length: 99\r\n\r\n", 1, Outcome.Api),
        Closed("an end after the headers", Json + "Content-Length: 99\r\n\r\n", Outcome.Api, 1),
        Silent("silence after the headers", Json + "Content-Length: 99\r\n\r\n"),
        Reset("a reset within the body", HalfImages, 1, Outcome.Api),
        Closed("an end within the body", HalfImages, Outcome.Api, 1),
        Silent("silence within the body", HalfImages),
        Reset("a reset within a chunk", Chunked + "a0\r\n" + Images[..60], 1, Outcome.Api),
        Closed("an end within a chunk", Chunked + "a0\r\n" + Images[..60], Outcome.Api, 1),
        Closed("a chunk whose size is no number", Chunked + "size\r\n" + Images, Outcome.Api, 1),
        Closed("a chunk whose size is too large", Chunked + "fffffffffffffffff\r\n" + Images, Outcome.Api, 1),
        Closed("a chunk longer than its size", Chunked + "5\r\n" + Images, Outcome.Api, 1),
        Silent("silence between chunks", Chunked + Chunk(Images[..60])),
        Slow("a body with a byte a second", ToTheEnd, " "),
        Endless("spaces without end", Outcome.Api, ToTheEnd, new string(' ', 64 * 1024)),
        Endless(
            "base64 without end", Outcome.Api, ToTheEnd + "{\"data\":[{\"b64_json\":\"", new string('A', 64 * 1024)),
        Endless("text without end", Outcome.Api, ToTheEnd + "{\"data\":[{\"url\":\"", new string('A', 64 * 1024)),
        Endless("images without end", Outcome.Api, ToTheEnd + "{\"data\":[{}", Repeat(",{}", 10_000)),
        Endless("depth without end", Outcome.Api, ToTheEnd + "{\"data\":", new string('[', 64 * 1024)),
        Endless("chunks without end", Outcome.Api, Chunked, Chunk(new string(' ', 64 * 1024))),
        new("a gzip bomb", Outcome.Api, 1, async (connection, _) =>
        {
            await connection.SendAsync(Json + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n");
            await connection.SendAsync(Bomb.Value);
            connection.Close();
        }),
        new("invalid gzip", Outcome.Api, 1, async (connection, _) =>
        {
            await connection.SendAsync(Json + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n");
            await connection.SendAsync((byte[])[0x1F, 0x8B, .. "no header of gzip"u8]);
            connection.Close();
        }),
    ];

    /// <summary>The transport is not at fault: as a download, such a body is a file.</summary>
    public static IReadOnlyList<Fault> WithinTheJson { get; } =
    [
        Closed("a Content-Length that is too short", Json + $"Content-Length: 60\r\n\r\n{Images}", Outcome.Api, 1),
        Closed("a body to the end that ends early", ToTheEnd + Images[..60], Outcome.Api, 1),
        Closed("an empty body", ToTheEnd, Outcome.Api, 1),
        Closed("a page instead of JSON", ToTheEnd + "<html>Welcome</html>", Outcome.Api, 1),
    ];

    /// <summary>The JSON is complete: what follows it is not needed.</summary>
    public static IReadOnlyList<Fault> AfterTheJson { get; } =
    [
        Closed("an end where one byte is missing", LongImages, Outcome.Images, 1),
        new(
            "silence where one byte is missing", Outcome.Images, 1,
            (connection, _) => connection.SendAsync(LongImages)),
        Closed("an end without a last chunk", Chunked + Chunk(Images), Outcome.Images, 1),
    ];

    public static IReadOnlyList<Fault> WithinAnError { get; } =
    [
        Silent("silence within an error", "HTTP/1.1 400 Bad\r\nContent-Length: 99\r\n\r\n{"),
        Silent("silence within an error that may pass", "HTTP/1.1 503 Bad\r\nContent-Length: 99\r\n\r\n{"),
        Slow("an error with a byte a second", "HTTP/1.1 400 Bad\r\nContent-Length: 9999\r\n\r\n{", " "),
        Endless(
            "an error without end", Outcome.Api, "HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\n", new string('x', 99)),
    ];

    public static IReadOnlyDictionary<string, Fault> All { get; } =
        BeforeTheBody.Concat(WithinTheBody).Concat(WithinTheJson).Concat(AfterTheJson).Concat(WithinAnError)
            .ToDictionary(fault => fault.Name);

    public static string Chunk(string text) => $"{text.Length:x}\r\n{text}\r\n";

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static Fault Reset(string name, string start, int attempts, Outcome outcome = Outcome.Connection) =>
        new(name, outcome, attempts, async (connection, _) =>
        {
            await connection.SendAsync(start);
            connection.Reset();
        });

    private static Fault Closed(string name, string start, Outcome outcome, int attempts) =>
        new(name, outcome, attempts, async (connection, _) =>
        {
            await connection.SendAsync(start);
            connection.Close();
        });

    private static Fault Silent(string name, string start) =>
        new(name, Outcome.Timeout, 1, async (connection, time) =>
        {
            await connection.SendAsync(start);
            time.Advance(FaultClient.Timeout);
        });

    private static Fault Slow(string name, string start, string each) =>
        new(name, Outcome.Timeout, 1, async (connection, time) =>
        {
            await connection.SendAsync(start);
            for (var second = 0; second < FaultClient.Timeout.TotalSeconds; second++)
            {
                await connection.SendAsync(each);
                time.Advance(TimeSpan.FromSeconds(1));
            }
        });

    private static Fault Endless(string name, Outcome outcome, string start, string each) =>
        new(name, outcome, 1, async (connection, _) =>
        {
            await connection.SendAsync(start);
            var bytes = Encoding.ASCII.GetBytes(each);
            // Until the client closes the connection, which makes sending fail.
            while (true)
            {
                await connection.SendAsync(bytes);
            }
        });
}
