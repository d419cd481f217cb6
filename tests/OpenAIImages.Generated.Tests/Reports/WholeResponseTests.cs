using System.Net;
using static OpenAIImages.Generated.Tests.Reports.ReportedCall;

namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>A complete JSON response is read, whatever surrounds it.</summary>
public sealed class WholeResponseTests
{
    [Test]
    public Task Any_success_status_with_images_gives_them(
        [Values] CallWay way, [Values(200, 201, 202, 203, 206, 226, 299)] int status) =>
        ShouldGivePngAsync(way, MockApi.Json(Json, (HttpStatusCode)status));

    [Test]
    public Task What_follows_the_root_object_is_ignored(
        [Values] CallWay way,
        [Values("\n{\"status\":\"ok\"}\n", "\n\ndata: [DONE]\n\n", "]", "<!-- served by -->", "\0", "\"", " {")]
        string rest) =>
        ShouldGivePngAsync(way, MockApi.Json(Json + rest));

    [Test]
    public Task What_follows_the_root_array_is_ignored(
        [Values] CallWay way, [Values("\n{\"status\":\"ok\"}\n", "}")] string rest) =>
        ShouldGivePngAsync(way, MockApi.Json($"[{Item}]{rest}"));

    [Test]
    public Task Space_and_a_byte_order_mark_before_the_root_are_ignored(
        [Values] CallWay way, [Values("\uFEFF", "\r\n\r\n", "\uFEFF \n")] string before) =>
        ShouldGivePngAsync(way, MockApi.Json(before + Json));

    [Test]
    public async Task A_content_length_that_is_too_long_does_not_cost_the_images(
        [Values] CallWay way, [Values(1, 2, 1000)] int missing)
    {
        await using var server = new FaultServer(async connection =>
        {
            await connection.SendAsync(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {Json.Length + missing}\r\n\r\n{Json}");
            connection.Close();
        });
        using var client = ClientOf(server);
        (await ImagesAsync(way, client)).Should().ContainSingle().Which.Should().Equal(Png);
        server.Connections.Should().Be(1);
    }

    [Test]
    public async Task A_chunked_body_without_its_last_chunk_does_not_cost_the_images([Values] CallWay way)
    {
        await using var server = new FaultServer(async connection =>
        {
            await connection.SendAsync(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + $"{Json.Length:X}\r\n{Json}\r\n");
            connection.Reset();
        });
        using var client = ClientOf(server);
        (await ImagesAsync(way, client)).Should().ContainSingle().Which.Should().Equal(Png);
    }

    [Test]
    public Task A_connection_that_stays_open_after_the_root_does_not_delay_the_images([Values] CallWay way) =>
        ShouldGivePngAsync(way, Streamed(new ScriptedStream(Json, StreamEnd.Silent), "application/json"))
            .WaitAsync(TimeSpan.FromMinutes(1));

    [Test]
    public async Task Events_whose_content_length_is_too_long_keep_their_images(
        [Values] CallWay way, [Values("\n\n", "\n\ndata: [DONE]\n\n")] string end)
    {
        var body = $$"""data: {"type":"image_generation.completed","b64_json":"{{PngBase64}}"}""" + end;
        await using var server = new FaultServer(async connection =>
        {
            await connection.SendAsync(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                + $"Content-Length: {body.Length + 1}\r\n\r\n{body}");
            connection.Close();
        });
        using var client = ClientOf(server);
        var call = () => ImagesAsync(way, client);
        if (end.Contains("DONE"))
        {
            (await call()).Should().ContainSingle().Which.Should().Equal(Png);
            return;
        }

        // More images might have followed: the exception has those that were received.
        var failure = (await call.Should().ThrowExactlyAsync<ApiException>()).Which;
        if (way == CallWay.Plain) failure.Images!.Data.Should().ContainSingle().Which.Bytes.Should().Equal(Png);
        if (way == CallWay.Save) failure.SavedPaths.Should().ContainSingle().Which.Should().EndWith("otter.png");
    }

    [Test]
    public Task The_bytes_of_a_picture_are_an_image(
        [Values] CallWay way,
        [Values("image/png", "application/octet-stream", "text/plain", "application/json")] string type) =>
        ShouldGivePngAsync(way, MockApi.Body(Png, type));

    [Test]
    public async Task The_bytes_of_a_picture_of_another_format_are_an_image([Values] CallWay way)
    {
        byte[][] pictures =
        [
            ImageFolder.Jpeg, ImageFolder.Webp, [.. "GIF89a picture"u8],
            [
                .. "<?xml version=\"1.0\"?>"u8,
                .. "<!-- A comment that is longer than what a look at the first bytes needs. --><svg/>"u8,
            ],
        ];
        foreach (var picture in pictures)
        {
            var images = await ImagesAsync(way, MockApi.Body(picture, "image/png"));
            images.Should().ContainSingle().Which.Should().Equal(picture);
        }
    }

    [Test]
    public async Task The_bytes_of_a_picture_of_an_unknown_format_are_an_image_if_the_content_type_says_so(
        [Values] CallWay way)
    {
        byte[][] pictures = [[.. "II*\0\b\0\0\0"u8], [.. "\0\0\0\u0018ftypheic\0\0\0\0"u8], [.. "8BPS\0\u0001"u8]];
        foreach (var picture in pictures)
        {
            (await ImagesAsync(way, MockApi.Body(picture, "image/x-unknown")))
                .Should().ContainSingle().Which.Should().Equal(picture);
        }
    }

    [Test]
    public async Task An_empty_text_among_the_images_is_no_url()
    {
        using var api = new MockApi(MockApi.Json($$"""{"data":["",{{Item}}]}"""));
        using var client = api.Client();

        var images = await client.CreateImageAsync(Request);

        System.Text.Json.JsonSerializer.Serialize(images).Should().Be($$"""{"data":[{},{{Item}}]}""");
    }

    [Test]
    public async Task A_value_that_is_undefined_is_null()
    {
        using var api = new MockApi(MockApi.Json($$"""{"data":[{{Item}}],"seed":undefined,"list":[undefined]}"""));
        using var client = api.Client();

        var json = System.Text.Json.JsonSerializer.Serialize(await client.CreateImageAsync(Request));

        json.Should().EndWith("""],"seed":null,"list":[null]}""");
    }

    [Test]
    public async Task A_number_without_end_in_place_of_a_text_is_null(
        [Values("1e999", "-1e999", "NaN", "Infinity", "-Infinity")] string number)
    {
        var item = $$"""{"url":"https://images.example.com/1","b64_json":{{number}},"revised_prompt":{{number}}}""";
        using var api = new MockApi(MockApi.Json($$"""{"size":{{number}},"data":[{{item}}]}"""));
        using var client = api.Client();

        var json = System.Text.Json.JsonSerializer.Serialize(await client.CreateImageAsync(Request));

        json.Should().Be("""{"data":[{"url":"https://images.example.com/1"}]}""");
    }

    [Test]
    public async Task A_text_that_calls_itself_a_picture_is_a_failure([Values] CallWay way)
    {
        foreach (var text in new[] { "<html>Too busy</html>", "Too busy" })
        {
            (await FailAsync(way, MockApi.Text(text, "image/png"))).Response.Should().Be(text);
        }
    }

    [Test]
    public async Task The_bytes_of_a_picture_that_arrive_one_by_one_are_an_image([Values] CallWay way)
    {
        byte[][] pictures =
        [
            Png,
            [
                .. "<?xml version=\"1.0\"?>"u8,
                .. "<!-- A comment that is longer than what a look at the first bytes needs. --><svg/>"u8,
            ],
        ];
        foreach (var picture in pictures)
        {
            var body = new ChunkedStream(picture, Arrival.ByteByByte);
            var images = await ImagesAsync(way, Streamed(body, "image/png"));
            images.Should().ContainSingle().Which.Should().Equal(picture);
        }
    }

    [Test]
    public async Task A_picture_that_breaks_off_is_in_the_exception([Values(CallWay.Plain, CallWay.Save)] CallWay way)
    {
        await using var server = new FaultServer(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 1000\r\n\r\n");
            await connection.SendAsync(Png);
            connection.Close();
        });
        using var client = ClientOf(server);
        var call = () => ImagesAsync(way, client);
        var failure = (await call.Should().ThrowExactlyAsync<ApiException>()).Which;
        failure.Images!.Data.Should().ContainSingle().Which.Bytes.Should().Equal(Png);
        failure.SavedPaths.Should().BeEmpty();
    }

    private static Func<HttpResponseMessage> Streamed(Stream body, string contentType) => () =>
    {
        var response = new HttpResponseMessage { Content = new StreamContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return response;
    };

    private static ImagesClient ClientOf(FaultServer server) =>
        new(new ImagesClientOptions { ApiKey = MockApi.Key, Endpoint = server.Endpoint, MaxRetries = 0 });
}
