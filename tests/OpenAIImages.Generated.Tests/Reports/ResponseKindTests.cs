using static OpenAIImages.Generated.Tests.Reports.ReportedCall;

namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>JSON and events are distinguished by their first bytes, whatever was requested.</summary>
public sealed class ResponseKindTests
{
    private static readonly string Completed =
        $$"""data: {"type":"image_generation.completed","b64_json":"{{PngBase64}}"}""" + "\n\n";

    [Test]
    public Task Events_of_any_content_type_give_their_images(
        [Values] CallWay way,
        [Values("text/event-stream", "text/plain", "application/json", "application/x-ndjson", "text/html", "nonsense")]
        string type,
        [Values(
            "", "event: image_generation.completed\n", ": comment\n\n", "id: 1\n", "retry: 1000\n\n", "\n\n", "\uFEFF")]
        string start) =>
        ShouldGivePngAsync(way, MockApi.Text(start + Completed, type));

    [Test]
    public Task Json_of_any_content_type_gives_its_images(
        [Values] CallWay way, [Values("text/event-stream", "text/plain", "text/html", "image/png")] string type) =>
        ShouldGivePngAsync(way, MockApi.Text(Json, type));

    [Test]
    public async Task CreateImageAsync_json_is_no_event_stream_if_white_space_comes_first()
    {
        var body = new ChunkedStream(System.Text.Encoding.UTF8.GetBytes(" \n" + Json), Arrival.ByteByByte);
        using var client = Reading.ClientFor(Reading.ContentOf(body, EventsType));

        (await client.CreateImageAsync(Request)).Data.Should().ContainSingle().Which.Bytes.Should().Equal(Png);
    }

    [Test]
    public async Task CreateImageAsync_events_give_one_response()
    {
        const string Usage = """{"input_tokens":1,"output_tokens":2,"total_tokens":3}""";
        var events = $$"""
            data: {"type":"image_generation.partial_image","b64_json":"{{PngBase64}}","partial_image_index":0}

            data: {"b64_json":"{{PngBase64}}","created_at":7,"size":"1024x1024","quality":"low","usage":{{Usage}} }

            data: {"type":"image_generation.completed","url":"https://images.example.com/2.png","usage":{{Usage}} }


            """;
        using var api = new MockApi(MockApi.Body(
            System.Text.Encoding.UTF8.GetBytes(events), EventsType, headers: ("x-request-id", "req_1")));
        using var client = api.Client();
        var images = await client.CreateImageAsync(Request);
        images.Data.Should().HaveCount(2);
        images.Data[0].Bytes.Should().Equal(Png);
        images.Data[1].Url.Should().Be("https://images.example.com/2.png");
        (images.Created, images.Size, images.Quality).Should().Be((7L, ImageSize.W1024xH1024, ImageQuality.Low));
        images.Usage!.TotalTokens.Should().Be(6);
        images.Metadata.RequestId.Should().Be("req_1");
    }

    [Test]
    public async Task An_error_event_after_an_image_leaves_the_image_to_the_caller(
        [Values(CallWay.Plain, CallWay.Save)] CallWay way)
    {
        var body = Completed + "event: error\ndata: {\"error\":{\"message\":\"M\",\"code\":\"c\"}}\n\n";
        var failure = await FailAsync(way, MockApi.Text(body, EventsType));
        failure.Error!.Message.Should().Be("M");
        failure.Images!.Data.Should().ContainSingle();
        if (way == CallWay.Plain) failure.Images.Data[0].Bytes.Should().Equal(Png);
        else failure.SavedPaths.Should().ContainSingle().Which.Should().EndWith("otter.png");
    }

    [Test]
    public async Task A_bare_error_is_read_whatever_the_content_type(
        [Values] CallWay way,
        [Values("text/event-stream", "text/plain", "application/json")] string type,
        [Values(
            """{"error":{"message":"M","code":"c"}}""",
            "\n{\"error\":{\"message\":\"M\",\"code\":\"c\"}}\n",
            """[{"error":{"message":"M","code":"c"}}]""",
            """{"message":"M","code":"c"}""",
            ": ping\n\n{\"error\":{\"message\":\"M\",\"code\":\"c\"}}\n",
            "data: {\"error\":{\"message\":\"M\",\"code\":\"c\"}}",
            "event: error\ndata: {\"message\":\"M\",\"code\":\"c\"}\n\n",
            "event: error\ndata: {\"code\":\"c\",\"error\":\"M\"}\n\n",
            "data: {\"type\":\"error\",\"error\":{\"message\":\"M\",\"code\":\"c\"}}\n\n",
            "data: {\"type\":\"error\",\"message\":\"M\",\"code\":\"c\"}\n\n",
            "data: {\"code\":\"c\",\"message\":\"M\"}\n\n")]
        string body)
    {
        var failure = await FailAsync(way, MockApi.Text(body, type));
        failure.Error.Should().NotBeNull("{0} is in the response", failure.Response);
        (failure.Error!.Message, failure.Error.Code).Should().Be(("M", "c"));
        failure.Response.Should().Contain("\"M\"");
        failure.Message.Should().StartWith("The server responded with 200 c:");
    }

    [Test]
    public async Task What_was_skipped_is_in_the_response_of_the_exception([Values] CallWay way)
    {
        var failure = await FailAsync(way, MockApi.Text("Something else\nentirely\n", EventsType));
        failure.Response.Should().StartWith("Something else\nentirely\n");
    }

    [Test]
    public async Task Done_ends_the_stream_though_the_connection_stays_open(
        [Values] CallWay way,
        [Values("data: [DONE]\n\n", "data:[DONE]\n\n", "data: data: [DONE]\n\n", "event: done\ndata: [DONE]\n\n")]
        string end)
    {
        using var body = new ScriptedStream(Completed + end, StreamEnd.Silent);
        var response = new HttpResponseMessage { Content = new StreamContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", EventsType);
        await ShouldGivePngAsync(way, () => response).WaitAsync(TimeSpan.FromMinutes(1));
        body.Waiting.IsCompleted.Should().BeFalse();
        body.IsDisposed.Should().BeTrue();
    }

    [Test]
    public async Task Done_without_an_image_is_a_failure([Values] CallWay way)
    {
        using var body = new ScriptedStream("data: [DONE]\n\n", StreamEnd.Silent);
        var call = FailAsync(way, () => new HttpResponseMessage { Content = new StreamContent(body) });
        (await call.WaitAsync(TimeSpan.FromMinutes(1))).Message.Should().Contain("without an image");
    }
}
