using System.Net;
using static OpenAIImages.Generated.Tests.EventStream;

namespace OpenAIImages.Generated.Tests;

/// <summary>Streams that end in a failure.</summary>
public class StreamFailureTests
{
    private const string Error =
        """{"code":"moderation_blocked","message":"No.","param":"prompt","type":"image_generation_user_error"}""";

    [TestCase("event: error\ndata: {\"type\":\"error\",\"error\":%}", TestName = "{m}(error event)")]
    [TestCase("event: error\ndata: {\"error\":%}", TestName = "{m}(error event by its name)")]
    [TestCase("data: {\"type\":\"error\",\"error\":%}", TestName = "{m}(error event by its type)")]
    [TestCase("data: {\"error\":%}", TestName = "{m}(error object alone)")]
    [TestCase("event: ping\ndata: {\"error\":%}", TestName = "{m}(in an unknown event)")]
    [TestCase(
        "data: {\"type\":\"image_generation.completed\",\"b64_json\":\"aaaa\",\"error\":%}",
        TestName = "{m}(in an image)")]
    public async Task CreateImageStreamAsync_error_object_throws(string frame)
    {
        var (events, failure) = await FailAsync(
            Partial(0) + frame.Replace("%", Error) + "\n\n" + Completed(), ("x-request-id", "req_1"));

        events.ShouldBe(ExpectedPartial(0));
        failure.StatusCode.Should().Be(200);
        failure.RequestId.Should().Be("req_1");
        failure.Error.Should().BeEquivalentTo(
            new
            {
                Code = "moderation_blocked",
                Message = "No.",
                Param = "prompt",
                Type = "image_generation_user_error",
            });
        failure.Response.Should().Contain(Error);
        failure.Message.Should().Contain("moderation_blocked").And.NotContain("No.");
    }

    [TestCase("event: error\ndata: {\"type\":\"server_error\",\"code\":\"overloaded\",\"message\":\"Busy.\"}",
        "overloaded", "Busy.")]
    [TestCase("data: {\"type\":\"error\",\"code\":\"overloaded\",\"message\":\"Busy.\"}", "overloaded", "Busy.")]
    [TestCase("event: error\ndata: {\"detail\":\"Busy.\"}", null, "Busy.")]
    [TestCase("data: {\"error\":\"Busy.\"}", null, "Busy.")]
    [TestCase("event: error\ndata: Busy.", null, "Busy.")]
    [TestCase("event: error\ndata: {\"message\":\"Bu", null, null)]
    [TestCase("event: error\ndata:", null, null)]
    public async Task CreateImageStreamAsync_error_of_another_shape_throws(string frame, string? code, string? message)
    {
        var (events, failure) = await FailAsync($"{Partial(0)}{frame}\n\n{Completed()}");

        events.ShouldBe(ExpectedPartial(0));
        (failure.Error?.Code).Should().Be(code);
        (failure.Error?.Message).Should().Be(message);
        failure.Response.Should().Be(frame[(frame.IndexOf("data:", StringComparison.Ordinal) + 5)..].TrimStart());
    }

    [TestCase("", TestName = "{m}(nothing)")]
    [TestCase("data: [DONE]\n\n", TestName = "{m}(only its end)")]
    [TestCase("event: image_generation.completed\n\n", TestName = "{m}(image without data)")]
    public async Task CreateImageStreamAsync_stream_without_an_image_throws(string end)
    {
        var (events, failure) = await FailAsync(Partial(0) + end, ("x-request-id", "req_1"));

        events.ShouldBe(ExpectedPartial(0));
        failure.StatusCode.Should().Be(200);
        failure.RequestId.Should().Be("req_1");
    }

    [Test]
    [Category("Long")]
    public async Task CreateImageStreamAsync_incomplete_image_is_not_returned()
    {
        var frames = Completed() + Completed();
        for (var length = Completed().Length + frames.IndexOf('{') + 1; length < frames.LastIndexOf('}'); length++)
        {
            var (events, failure) = await FailAsync(frames[..length]);

            events.ShouldBe(ExpectedCompleted());
            failure.StatusCode.Should().Be(200);
        }
    }

    [Test]
    public async Task CreateImageStreamAsync_invalid_base64_throws_with_its_position_after_the_other_images()
    {
        var (events, failure) = await FailAsync(
            Partial(0) + Completed().Replace(PictureBase64, "iVBO!w0KGgo=") + Completed());

        events.ShouldBe(ExpectedPartial(0), ExpectedCompleted());
        failure.Message.Should().Contain("The base64 in b64_json is invalid at character 4.");
        failure.Response.Should().Contain("\"b64_json\":\"…0\"");
    }

    [TestCase("data: {\"type\":\"image_generation.completed\",\"b64_json\":\"iVBO")]
    public async Task CreateImageStreamAsync_image_in_invalid_json_throws(string frame)
    {
        var (events, failure) = await FailAsync($"{Partial(0)}{frame}\n\n{Completed()}");

        events.ShouldBe(ExpectedPartial(0), ExpectedCompleted());
        failure.Response.Should().Be("{\"type\":\"image_generation.completed\",\"b64_json\":\"…0\"");
    }

    [Test]
    public async Task CreateImageStreamAsync_unknown_encoding_throws()
    {
        using var api = new MockApi(() =>
        {
            var response = MockApi.Text(Completed(), ContentType)();
            response.Content.Headers.ContentEncoding.Add("zstd");
            return response;
        });
        using var client = api.Client();

        await client.Awaiting(it => it.CreateImageStreamAsync(Request).ToListAsync().AsTask())
            .Should().ThrowExactlyAsync<ApiException>();
    }

    [TestCase(0, true)]
    [TestCase(-1, false)]
    public async Task CreateImageStreamAsync_stream_larger_than_MaxResponseBytes_throws(int more, bool isRead)
    {
        var body = Partial(0) + Completed();
        var read = () => ReadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body)), body.Length + more);

        if (isRead) (await read()).ShouldBe(ExpectedPartial(0), ExpectedCompleted());
        else (await read.Should().ThrowExactlyAsync<ApiException>()).Which.Message.Should().Contain("larger than");
    }

    [TestCase(400)]
    [TestCase(429)]
    [TestCase(502)]
    public async Task CreateImageStreamAsync_error_status_throws(int status)
    {
        using var api =
            new MockApi(MockApi.Json($$"""{"error":{{Error}}}""", (HttpStatusCode)status, ("x-request-id", "req_1")));
        using var client = api.Client();

        var failure = (await client.Awaiting(it => it.CreateImageStreamAsync(Request).ToListAsync().AsTask())
            .Should().ThrowExactlyAsync<ApiException>()).Which;

        failure.StatusCode.Should().Be(status);
        failure.Error!.Code.Should().Be("moderation_blocked");
        failure.RequestId.Should().Be("req_1");
    }
}
