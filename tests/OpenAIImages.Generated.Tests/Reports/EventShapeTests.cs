using System.Text;
using static OpenAIImages.Generated.Tests.Reports.ReportedCall;

namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>Events with other names and shapes than those of the API.</summary>
public sealed class EventShapeTests
{
    [Test]
    public Task An_event_of_another_name_with_an_image_is_a_completed_image(
        [Values] CallWay way,
        [Values(
            "image_generation.partial_succeeded", "image.done", "image_generation.image", "message", "result",
            "image_edit.completed")]
        string name,
        [Values] bool isInData) =>
        ShouldGivePngAsync(way, Events(isInData
            ? $$"""data: {"type":"{{name}}","b64_json":"{{PngBase64}}"}"""
            : $"event: {name}\ndata: {Item}"));

    [Test]
    public Task Done_ends_the_stream_whatever_its_event_is_called([Values] CallWay way) =>
        ShouldGivePngAsync(way, Events($"data: {Item}", "event: image_generation.completed\ndata: [DONE]"));

    [Test]
    public async Task CreateImageStreamAsync_volcengine_events_give_images_and_the_usage_once()
    {
        var events = await StreamAsync(Events(
            $$"""data: {"type":"image_generation.partial_succeeded","image_index":0,"b64_json":"{{PngBase64}}"}""",
            """data: {"type":"image_generation.partial_failed","image_index":1,"error":{"code":"c","message":"M"}}""",
            """data: {"type":"image_generation.partial_succeeded","image_index":2"""
                + ""","url":"https://images.example.com/3"}""",
            """data: {"type":"image_generation.completed","usage":{"output_tokens":9,"total_tokens":9}}""",
            "data: [DONE]"));
        var images = events.Should().AllBeOfType<ImageGenCompletedEvent>().Which.ToList();
        images.Should().HaveCount(2);
        images[0].Bytes.Should().Equal(Png);
        images[1].Url.Should().Be("https://images.example.com/3");
        images.Sum(item => item.Usage?.TotalTokens ?? 0).Should().Be(9);
    }

    [Test]
    public async Task CreateImageAsync_volcengine_events_give_images_and_the_usage_once()
    {
        using var api = new MockApi(Events(
            $$"""data: {"type":"image_generation.partial_succeeded","b64_json":"{{PngBase64}}"}""",
            $$"""data: {"type":"image_generation.partial_succeeded","b64_json":"{{PngBase64}}"}""",
            """data: {"type":"image_generation.completed","usage":{"output_tokens":9,"total_tokens":9}}"""));
        using var client = api.Client();
        var images = await client.CreateImageAsync(Request);
        images.Data.Should().HaveCount(2);
        images.Usage!.TotalTokens.Should().Be(9);
    }

    [Test]
    public async Task The_error_of_an_item_is_reported_if_no_image_came([Values] CallWay way)
    {
        var failure = await FailAsync(way, Events(
            """data: {"type":"image_generation.partial_failed","error":{"code":"c","message":"M"}}""",
            """data: {"type":"image_generation.completed","usage":{"total_tokens":0}}"""));
        (failure.Error!.Message, failure.Error.Code).Should().Be(("M", "c"));
        failure.Response.Should().Contain("partial_failed");
    }

    [Test]
    public Task The_error_of_an_item_does_not_cost_the_others(
        [Values] CallWay way, [Values("image_generation.partial_failed", "image_failed")] string name) =>
        ShouldGivePngAsync(way, Events(
            $$$"""data: {"type":"{{{name}}}","error":{"code":"c","message":"M"}}""", $"data: {Item}"));

    [Test]
    public Task An_event_that_holds_a_whole_response_gives_its_images(
        [Values] CallWay way,
        [Values("", "event: message\n", "event: image_generation.completed\n", "event: images\n", "event: result\n")]
        string name) =>
        ShouldGivePngAsync(way, Events($"{name}data: {Json}"));

    [Test]
    public Task An_event_that_holds_a_list_gives_its_images(
        [Values] CallWay way, [Values("", "event: images\n")] string name) =>
        ShouldGivePngAsync(way, Events($"{name}data: [{Item}]"));

    [Test]
    public async Task An_event_that_holds_a_whole_response_gives_all_it_says()
    {
        const string Url = """{"url":"https://images.example.com/1","revised_prompt":"R"}""";
        const string Usage = """{"total_tokens":9}""";
        var events = await StreamAsync(Events(
            $$"""data: {"created":5,"size":"1024x1024","usage":{{Usage}},"data":[{{Url}},{{Item}}]}"""));
        var images = events.Should().AllBeOfType<ImageGenCompletedEvent>().Which.ToList();
        images.Should().HaveCount(2);
        images[0].Url.Should().Be("https://images.example.com/1");
        images[0].AdditionalProperties["revised_prompt"]!.ToString().Should().Be("R");
        images[1].Bytes.Should().Equal(Png);
        images.Should().OnlyContain(item => item.CreatedAt == 5 && item.Size == ImageSize.W1024xH1024);
        images.Sum(item => item.Usage?.TotalTokens ?? 0).Should().Be(9);
    }

    [Test]
    public Task A_doubled_field_name_is_ignored(
        [Values] CallWay way,
        [Values("data: data: ", "data:data:", "data: data: data: ", "data:  data:")] string field) =>
        ShouldGivePngAsync(way, Events(
            $$"""{{field}}{"type":"image_generation.completed","b64_json":"{{PngBase64}}"}"""));

    [Test]
    public async Task A_preview_is_not_an_image(
        [Values("image_generation.partial_image", "image.partial_image", "preview")] string name)
    {
        var events = await StreamAsync(Events(
            $$"""data: {"type":"{{name}}","b64_json":"{{PngBase64}}","partial_image_index":0}""", $"data: {Item}"));
        events.Select(item => item.GetType()).Should()
            .Equal(typeof(ImageGenPartialImageEvent), typeof(ImageGenCompletedEvent));
    }

    [Test]
    public async Task A_preview_without_bytes_is_skipped(
        [Values(
            """{"b64_json":""}""", """{"b64_json":null}""", """{"url":"https://a.example/1"}""",
            """{"b64_json":"https://a.example/1"}""", "{}")]
        string preview)
    {
        var events = await StreamAsync(
            Events($"event: image_generation.partial_image\ndata: {preview}", $"data: {Item}"));

        events.Should().ContainSingle().Which.Bytes.Should().Equal(Png);
    }

    [Test]
    public Task An_event_with_a_null_url_gives_its_image([Values] CallWay way) =>
        ShouldGivePngAsync(way, Events(
            $$"""data: {"type":"image_generation.completed","b64_json":"{{PngBase64}}","url":null,"error":null}"""));

    [Test]
    public Task An_event_with_an_error_that_says_nothing_gives_its_image(
        [Values] CallWay way, [Values(
            "\"\"", "false", "0", "{}", "[]", "null",
            """{"code":null,"message":null}""",
            """{"code":"","message":"","type":"","param":null}""",
            """{"code":0,"message":"","details":[],"inner":{"code":null},"retry":false}""")]
        string error) =>
        ShouldGivePngAsync(way, Events($$"""data: {"b64_json":"{{PngBase64}}","error":{{error}}}"""));

    [Test]
    public async Task An_event_with_an_error_that_says_anything_ends_the_stream(
        [Values] CallWay way,
        [Values(
            "\"M\"", "true", "1", """{"message":null,"code":"c"}""", """{"code":7}""", """{"details":["M"]}""",
            """{"inner":{"details":[{"message":"M"}]}}""")]
        string error)
    {
        var failure = await FailAsync(way, Events($$"""data: {"error":{{error}}}""", $"data: {Item}"));

        failure.Message.Should().EndWith("The stream ended in an error.");
    }

    [Test]
    public async Task CreateImageStreamAsync_each_event_has_the_metadata_of_its_response(
        [Values(EventsType, "application/json")] string type)
    {
        var body = type == EventsType
            ? $$"""
                data: {"type":"image_generation.partial_image","b64_json":"{{PngBase64}}","partial_image_index":0}

                data: {"type":"image_generation.completed","b64_json":"{{PngBase64}}"}


                """
            : $$"""{"data":[{{Item}},{{Item}}]}""";
        var events = await StreamAsync(MockApi.Body(
            Encoding.UTF8.GetBytes(body), type, headers:
            [("x-request-id", "req_1"), ("x-ratelimit-remaining-requests", "4"), ("x-other", "value")]));
        events.Should().HaveCount(2).And.OnlyContain(item => item.Metadata.RequestId == "req_1");
        foreach (var metadata in events.Select(item => item.Metadata))
        {
            metadata.RateLimits.Requests!.Remaining.Should().Be(4);
            metadata.Headers["X-Other"].Should().Equal("value");
            metadata.ClientRequestId.Should().NotBeNullOrEmpty();
        }
    }

    [Test]
    public async Task ToJson_an_event_has_its_type_under_the_name_of_the_api()
    {
        var item = (await StreamAsync(Events($"data: {Item}"))).Single();
        Newtonsoft.Json.Linq.JObject.Parse(item.ToJson())["type"]!.ToString().Should().Be("image_generation.completed");
    }

    [Test]
    public async Task CreateImageStreamAsync_the_exception_has_the_metadata_of_its_response()
    {
        var failure = await FailAsync(CallWay.Stream, MockApi.Body(
            "data: {\"error\":{\"message\":\"M\"}}\n\n"u8.ToArray(), EventsType, headers: ("x-request-id", "req_1")));
        failure.RequestId.Should().Be("req_1");
        failure.Metadata.ClientRequestId.Should().NotBeNullOrEmpty();
    }

    private static Func<HttpResponseMessage> Events(params string[] frames) =>
        MockApi.Text(string.Concat(frames.Select(frame => frame + "\n\n")), EventsType);

    private static async Task<List<ImageGenStreamEvent>> StreamAsync(Func<HttpResponseMessage> response)
    {
        using var api = new MockApi(response);
        using var client = api.Client();
        return await client.CreateImageStreamAsync(Request).ToListAsync();
    }
}
