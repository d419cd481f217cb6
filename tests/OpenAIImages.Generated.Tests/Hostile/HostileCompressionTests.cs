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

    private static async Task<ApiException?> CallAsync(FaultServer server)
    {
        using var client = new ImagesClient(new ImagesClientOptions
        {
            ApiKey = MockApi.Key,
            Endpoint = server.Endpoint,
            MaxResponseBytes = Limit,
        });
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

    private static FaultServer Server(string encodings, byte[] body) => new(connection => connection.SendAsync((byte[])
    [
        .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            HTTP/1.1 200 OK
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
