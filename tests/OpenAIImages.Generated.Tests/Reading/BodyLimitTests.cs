using System.IO.Compression;
using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>Compressed bodies, and how large a body may be.</summary>
public class BodyLimitTests
{
    private const string Json = """{"data":[{"b64_json":"UGljdHVyZQ=="}],"created":7}""";

    [TestCase("gzip")]
    [TestCase("x-gzip")]
    [TestCase("GZIP")]
    [TestCase("br")]
    [TestCase("identity")]
    [TestCase("gzip, utf-8")]
    public Task Compressed_body_is_read(string encodings) => Reading.ForEachAsync(async (form, arrival) =>
    {
        var reading = await Reading.OfAsync(Compressed(Json, encodings, arrival), form);

        reading.Images.Should().ContainSingle().Which.Value.Should().Equal("Picture"u8.ToArray());
        reading.Response.Created.Should().Be(7);
    });

    [Test]
    public Task Body_with_a_word_that_is_no_encoding_is_read(
        [Values("utf-8", "none", "aws-chunked", "UTF-8, identity", "binary", "application/json")] string word) =>
        Reading.ForEachAsync(async (form, arrival) =>
        {
            var content = Reading.ContentOf(new ChunkedStream(Encoding.UTF8.GetBytes(Json), arrival));
            content.Headers.TryAddWithoutValidation("Content-Encoding", word);

            (await Reading.OfAsync(content, form)).Images.Should().ContainSingle();
        });

    [Test]
    [Category("Long")]
    public async Task Compressed_body_that_ends_early_throws(
        [Values("gzip", "br")] string encoding, [Values] Form form)
    {
        // Random, so that it does not compress.
        var picture = new byte[300];
        new Random(1).NextBytes(picture);
        var body = Encoding.UTF8.GetBytes($$"""{"data":[{"b64_json":"{{Convert.ToBase64String(picture)}}"}]}""");
        var whole = Compress(body, encoding);
        // The checksum after the JSON is not needed.
        const int longestChecksum = 10;
        for (var length = 0; length < whole.Length - longestChecksum; length++)
        {
            var read = () => Reading.OfAsync(Encoded(whole[..length], encoding, Arrival.InRandomChunks), form);

            await read.Should().ThrowAsync<ApiException>($"after {length} of {whole.Length} bytes");
        }
    }

    [Test]
    public Task Body_that_a_proxy_has_decompressed_already_is_read(
        [Values("gzip", "x-gzip", "br", "deflate")] string encoding) => Reading.ForEachAsync(async (form, arrival) =>
        {
            var content = Encoded(Encoding.UTF8.GetBytes(Json), encoding, arrival);

            (await Reading.OfAsync(content, form)).Images.Should().ContainSingle();
        });

    [TestCase("gzip", "\u001F\u008BThis is not gzip")]
    [TestCase("br", "This is not brotli")]
    [TestCase("compress", Json)]
    public async Task Body_that_cannot_be_decompressed_throws_ApiException(string encoding, string body)
    {
        var content = Encoded(Encoding.Latin1.GetBytes(body), encoding, Arrival.AtOnce);
        var read = () => Reading.OfAsync(content, Form.Buffered);

        (await read.Should().ThrowAsync<ApiException>()).Which.StatusCode.Should().Be(200);
    }

    [Test]
    public async Task Body_can_be_as_large_as_MaxResponseBytes(
        [Values("identity", "gzip")] string encoding, [Values] Form form, [Values] Arrival arrival)
    {
        var body = new string(' ', 10_000) + Json;

        var reading = await Reading.OfAsync(Compressed(body, encoding, arrival), form, body.Length);
        var readMore = () => Reading.OfAsync(Compressed(body, encoding, arrival), form, body.Length - 1);

        reading.Images.Should().ContainSingle();
        (await readMore.Should().ThrowAsync<ApiException>()).WithMessage($"*larger than {body.Length - 1} bytes*");
    }

    [Test]
    public async Task Body_that_is_too_large_throws_before_more_of_it_arrives([Values] Form form)
    {
        var body = new ScriptedStream(Json[..^1], StreamEnd.Silent);
        var read = () => Reading.OfAsync(Reading.ContentOf(body), form, maxResponseBytes: Json.Length - 2)
            .WaitAsync(TimeSpan.FromMinutes(1));

        (await read.Should().ThrowAsync<ApiException>()).WithMessage($"*larger than {Json.Length - 2} bytes*");
    }

    [Test]
    public async Task CopyImageAsync_writes_at_most_MaxResponseBytes([Values(1, 2999, 3000)] int limit)
    {
        var body = new MemoryStream([.. ImageFolder.Png, .. new byte[3000 - ImageFolder.Png.Length]]);
        using var client = Reading.ClientFor(Reading.ContentOf(body), limit);
        var copied = new MemoryStream();
        var copy = () => client.CopyImageAsync(new Image { Url = new Uri("https://host/") }, copied);

        if (limit < 3000) await copy.Should().ThrowAsync<ApiException>();
        else await copy.Should().NotThrowAsync();

        copied.Length.Should().BeLessThanOrEqualTo(limit).And.Match(it => it == limit || limit < 3000);
    }

    [TestCase(1, true)]
    [TestCase(2, false)]
    [TestCase(20_000, false)]
    public async Task Body_with_several_encodings_throws(int layers, bool isRead)
    {
        var encodings = string.Join(", ", Enumerable.Repeat(isRead ? "gzip" : "br", layers));
        var content = isRead
            ? Compressed(Json, encodings, Arrival.AtOnce)
            : Encoded(Encoding.UTF8.GetBytes(Json), encodings, Arrival.AtOnce);
        var read = () => Reading.OfAsync(content, Form.Buffered);

        const string unsupported = "*The content encoding of the response is not supported.*";
        if (isRead) (await read()).Images.Should().ContainSingle();
        else (await read.Should().ThrowAsync<ApiException>()).WithMessage(unsupported);
    }

    // Below MaxResponseBytes, these could be gigabytes of objects, or more files than fit on a disk.
    [TestCase("{\"data\":[", "{\"b64_json\":\"QQ==\"}", 10_000, "more than 10000 images")]
    [TestCase("{\"data\":[", "{\"url\":\"/\"}", 10_000, "more than 10000 images")]
    [TestCase("{\"x\":[", "[]", 999_999, "more than 1000000 values")]
    [Category("Long")]
    public async Task Response_with_too_many_values_throws(string start, string value, int most, string message)
    {
        var isRead = most > 100_000 || (await ReadAsync(most)).Response.Data.Count == most;
        isRead.Should().BeTrue();

        await FluentActions.Awaiting(() => ReadAsync(most + 1))
            .Should().ThrowAsync<ApiException>().WithMessage($"*{message}*");

        Task<Reading> ReadAsync(int count) => Reading.OfAsync(
            start + value + new StringBuilder().Insert(0, "," + value, count - 1) + "]}", Form.Buffered);
    }

    [Test]
    public async Task Body_that_is_too_large_is_not_read_to_its_end([Values] Form form)
    {
        var body = new ChunkedStream(
            Encoding.UTF8.GetBytes(Json[..^1] + new string(' ', 10_000_000) + Json[^1]), Arrival.AtOnce);
        var read = () => Reading.OfAsync(Reading.ContentOf(body), form, maxResponseBytes: 1000);

        (await read.Should().ThrowAsync<ApiException>()).Which.Response.Should().StartWith("{\"data\"");
        body.BytesRead.Should().BeLessThan(1_000_000);
    }

    private static HttpContent Compressed(string body, string encodings, Arrival arrival) => Encoded(
        encodings.Split(", ").Aggregate(Encoding.UTF8.GetBytes(body), Compress), encodings, arrival);

    private static HttpContent Encoded(byte[] body, string encodings, Arrival arrival)
    {
        var content = Reading.ContentOf(new ChunkedStream(body, arrival));
        foreach (var encoding in encodings.Split(", ")) content.Headers.ContentEncoding.Add(encoding);
        return content;
    }

    private static byte[] Compress(byte[] body, string encoding)
    {
        var compressed = new MemoryStream();
        using (Stream compressor = encoding.ToUpperInvariant() switch
        {
            "BR" => new BrotliStream(compressed, CompressionLevel.Optimal),
            "IDENTITY" or "UTF-8" => compressed,
            _ => new GZipStream(compressed, CompressionLevel.Optimal),
        })
        {
            compressor.Write(body);
        }

        return compressed.ToArray();
    }
}
