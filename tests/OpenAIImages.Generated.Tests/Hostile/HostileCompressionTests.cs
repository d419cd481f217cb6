using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>Compressed bodies, over connections of the client and through an HttpClient of the caller.</summary>
public class HostileCompressionTests
{
    private const int Limit = 100_000;

    private static readonly byte[] Response =
        [.. """{"data":[{"b64_json":"UGljdHVyZQ=="}]}"""u8];

    [TestCase("gzip", 1, true)]
    [TestCase("br", 1, true)]
    [TestCase("deflate", 1, true)]
    [TestCase("gzip, identity", 1, true)]
    [TestCase("gzip, gzip", 2, false)]
    [TestCase("br, gzip", 2, false)]
    [TestCase("gzip, br", 2, false)]
    [TestCase("gzip, gzip, gzip", 3, false)]
    [TestCase("gzip, gzip, gzip, gzip, gzip", 5, false)]
    public async Task CreateImageAsync_undoes_one_layer_of_compression(string encodings, int layers, bool isRead)
    {
        await using var server = Server(encodings, Compress(Response, encodings, layers));

        var failure = await CallAsync(server);

        if (isRead) failure.Should().BeNull();
        else failure!.Message.Should().Contain("content encoding");
    }

    [TestCase("gzip")]
    [TestCase("br")]
    public async Task CreateImageAsync_counts_what_is_decompressed(string encoding)
    {
        byte[] body = [.. "{\"x\":\""u8, .. new byte[Limit].Select(_ => (byte)'x'), .. "\"}"u8];
        await using var server = Server(encoding, Compress(body, encoding, 1));

        (await CallAsync(server))!.Message.Should().Contain($"larger than {Limit} bytes");
    }

    [Test]
    public async Task CreateImageAsync_counts_compressed_bytes_of_which_nothing_comes()
    {
        // Empty blocks, as many as make 200 KB: nothing is decompressed.
        byte[] body =
        [
            .. (byte[])[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255],
            .. Enumerable.Repeat((byte[])[0, 0, 0, 255, 255], 40_000).SelectMany(block => block),
        ];
        var content = Reading.ContentOf(new MemoryStream(body));
        content.Headers.ContentEncoding.Add("gzip");
        using var client = Reading.ClientFor(content, Limit);

        await client.Awaiting(it => it.CreateImageAsync(MockApi.Otter)).Should().ThrowAsync<ApiException>()
            .WithMessage($"*larger than {Limit} bytes*");
    }

    [Test]
    public async Task A_body_of_which_nothing_comes_ends_at_the_limit(
        [Values("gzip", "br")] string encoding, [Values(200, 400)] int status, [Values] bool isStream)
    {
        await using var server = EndlessServer($"{status} Status", encoding);
        using var client = Client(server);
        var call = async () =>
        {
            if (isStream) await client.CreateImageStreamAsync(MockApi.Otter).CountAsync();
            else await client.CreateImageAsync(MockApi.Otter);
        };

        var failure = (await call.Should().ThrowAsync<ApiException>()).Which;

        failure.StatusCode.Should().Be(status);
        if (status == 200) failure.Message.Should().Contain($"larger than {Limit} bytes");
        await server.AllClosedAsync();
    }

    [Test]
    public async Task A_download_of_which_nothing_comes_ends_at_the_limit([Values("gzip", "br")] string encoding)
    {
        await using var server = EndlessServer("200 OK", encoding);
        using var client = Client(server);

        await client.Awaiting(it => it.CopyImageAsync(new Image { Url = server.Endpoint }, Stream.Null))
            .Should().ThrowAsync<ApiException>().WithMessage($"*larger than {Limit} bytes*");
    }

    [TestCase("gzip", 1, true)]
    [TestCase("br", 1, true)]
    [TestCase("deflate", 1, true)]
    [TestCase("gzip, gzip", 2, false)]
    public async Task CopyImageAsync_undoes_one_layer_of_compression(string encodings, int layers, bool isRead)
    {
        await using var server = Server(encodings, Compress(ImageFolder.Png, encodings, layers));
        using var client = Client(server);
        var copied = new MemoryStream();
        var copy = () => client.CopyImageAsync(new Image { Url = server.Endpoint }, copied);

        if (isRead) await copy.Should().NotThrowAsync();
        else await copy.Should().ThrowAsync<ApiException>().WithMessage("*content encoding*");

        copied.ToArray().Should().Equal(isRead ? ImageFolder.Png : []);
        server.Requests.Should().ContainSingle().Which.Should().Contain("Accept-Encoding: gzip, br");
    }

    [Test]
    public async Task CopyImageAsync_reads_an_image_that_is_not_compressed_despite_its_header()
    {
        await using var server = Server("gzip", ImageFolder.Png);
        using var client = Client(server);
        var copied = new MemoryStream();

        await client.CopyImageAsync(new Image { Url = server.Endpoint }, copied);

        copied.ToArray().Should().Equal(ImageFolder.Png);
    }

    [TestCase("gzip", 1, 1)]
    [TestCase("br", 1, 1)]
    [TestCase("deflate", 1, 1)]
    [TestCase("gzip, gzip", 2, 2)] // The code is not found: the status decides.
    public async Task CreateImageAsync_finds_the_code_that_ends_retries_in_a_compressed_error(
        string encodings, int layers, int attempts)
    {
        var error = Encoding.UTF8.GetBytes("""{"error":{"code":"insufficient_quota","message":"M"}}""");
        await using var server = Server(encodings, Compress(error, encodings, layers), "429 Status");

        var failure = await CallAsync(server);

        failure!.Error?.Message.Should().Be(attempts == 1 ? "M" : null);
        server.Requests.Should().HaveCount(attempts);
    }

    [TestCase("gzip")]
    [TestCase("br")]
    public async Task CreateImageAsync_finds_the_code_that_ends_retries_in_an_error_that_is_not_compressed_any_more(
        string encoding)
    {
        await using var server = Server(
            encoding, [.. """{"error":{"code":"insufficient_quota","message":"M"}}"""u8], "429 Status");

        (await CallAsync(server))!.Error!.Message.Should().Be("M");

        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task A_compressed_error_costs_no_more_than_its_beginning([Values("gzip", "br")] string encoding)
    {
        // Some 30 KB of gzip that are 30 MB of one string.
        byte[] body = [.. "{\"x\":\""u8, .. Enumerable.Repeat((byte)'x', 30_000_000), .. "\"}"u8];
        await using var server = Server(encoding, Compress(body, encoding, 1), "429 Status");

        var allocated = await Allocations.OfAsync(() => CallAsync(server));

        allocated.Should().BeLessThan(20_000_000);
    }

    private static async Task<ApiException?> CallAsync(FaultServer server)
    {
        using var client = Client(server);
        try
        {
            await client.CreateImageAsync(MockApi.Otter);
            return null;
        }
        catch (ApiException failure)
        {
            return failure;
        }
    }

    private static ImagesClient Client(FaultServer server) => new(new ImagesClientOptions
    {
        ApiKey = MockApi.Key,
        Endpoint = server.Endpoint,
        MaxResponseBytes = Limit,
        MaxRetries = 1,
    });

    /// <summary>Sends compressed blocks that are empty until the client closes the connection.</summary>
    private static FaultServer EndlessServer(string status, string encoding) => new(async connection =>
    {
        await connection.SendAsync($"HTTP/1.1 {status}\r\nContent-Encoding: {encoding}\r\nConnection: close\r\n\r\n");
        if (encoding == "gzip") await connection.SendAsync((byte[])[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]);
        // Of brotli: the size of the window, then blocks of metadata without any.
        else await connection.SendAsync((byte[])[0x0C]);
        byte[] block = encoding == "gzip" ? [0, 0, 0, 255, 255] : [0x06];
        byte[] blocks = [.. Enumerable.Repeat(block, 2000).SelectMany(bytes => bytes)];
        while (true) await connection.SendAsync(blocks);
    });

    private static FaultServer Server(
        string encodings, byte[] body, string status = "200 OK") => new(connection => connection.SendAsync((byte[])
    [
        .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            HTTP/1.1 {status}
            Content-Type: application/json
            Content-Encoding: {encodings}
            Content-Length: {body.Length}


            """).Replace("\r", "").Replace("\n", "\r\n")),
        .. body,
    ]));

    private static byte[] Compress(byte[] body, string encodings, int layers)
    {
        foreach (var encoding in encodings.Split(", ").Take(layers))
        {
            var compressed = new MemoryStream();
            using (Stream compressor = encoding switch
            {
                "br" => new BrotliStream(compressed, CompressionLevel.Optimal),
                "deflate" => new ZLibStream(compressed, CompressionLevel.Optimal),
                _ => new GZipStream(compressed, CompressionLevel.Optimal),
            })
            {
                compressor.Write(body);
            }

            body = compressed.ToArray();
        }

        return body;
    }
}
