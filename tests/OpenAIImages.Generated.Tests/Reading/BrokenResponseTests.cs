using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>A body that is not a complete response throws an exception with what was received.</summary>
public class BrokenResponseTests
{
    private const string Json =
        """
         {"created":7,"data":[{"b64_json":"UGljdHVyZQ==","revised_prompt":"\u0041 cat"},{"url":"https://host/"},
        {"b64_json":"UGljdHVyZQ=="}],"usage":{"input_tokens":1.0},"x":[true,null,-1e3]}
        """;

    [Test]
    [Category("Long")]
    public async Task CreateImageAsync_body_that_ends_early_throws([Values] Form form, [Values] Arrival arrival)
    {
        for (var length = 2; length < Json.Length; length++)
        {
            var start = Json[..length];
            var read = () => Reading.OfAsync(start, form, arrival);

            var exception = (await read.Should().ThrowAsync<ApiException>($"of {start}")).Which;
            exception.StatusCode.Should().Be(200);
            exception.Message.Should().Contain("ended early");
            ShouldShow(exception, length, form);
        }
    }

    [TestCase("""{"seed":None,"data":[{"b64_json":"UGljdHVyZQ=="}]}""")]
    [TestCase("""{"data":[{"revised_prompt":"A \x cat","b64_json":"UGljdHVyZQ=="}]}""")]
    [TestCase("""[{"flagged":False,"b64_json":"UGljdHVyZQ=="}]""")]
    public async Task CreateImageAsync_json_that_is_invalid_before_an_image_throws_with_the_image(string json)
    {
        foreach (var arrival in Enum.GetValues<Arrival>())
        {
            var read = () => Reading.OfAsync(json, Form.Buffered, arrival);

            var exception = (await read.Should().ThrowAsync<ApiException>()).Which;
            exception.Message.Should().Contain("not valid JSON");
            exception.Images!.Data.Select(image => image.Bytes).OfType<byte[]>()
                .Should().ContainSingle().Which.Should().Equal([.. "Picture"u8]);
        }
    }

    [Test]
    public async Task CreateImageAsync_broken_connection_throws([Values] Form form)
    {
        for (var length = 0; length < Json.Length; length++)
        {
            var content = Reading.ContentOf(new ScriptedStream(Json[..length], StreamEnd.Broken));
            var read = () => Reading.OfAsync(content, form);

            var exception = (await read.Should().ThrowAsync<ApiException>($"after {length} characters")).Which;
            exception.InnerException.Should().BeOfType<IOException>();
            exception.Message.Should().Contain("The connection failed while the response was read.");
            ShouldShow(exception, length, form);
        }

        var whole = await Reading.OfAsync(Reading.ContentOf(new ScriptedStream(Json, StreamEnd.Broken)), form);
        whole.Images.Should().HaveCount(2);
    }

    [TestCase("null", "application/json")]
    [TestCase("5", "application/json")]
    [TestCase("\"text\"", "application/json")]
    [TestCase("<html><body>It works!</body></html>", "text/html")]
    [TestCase("upstream connect error", "text/plain")]
    [TestCase("", "application/json")]
    [TestCase(" \r\n", "text/plain")]
    public Task CreateImageAsync_body_that_is_not_a_response_throws_with_its_text(string body, string contentType) =>
        Reading.ForEachAsync(async (form, arrival) =>
        {
            var content = Reading.ContentOf(new ChunkedStream(Encoding.UTF8.GetBytes(body), arrival), contentType);
            var read = () => Reading.OfAsync(content, form);

            var exception = (await read.Should().ThrowAsync<ApiException>()).Which;
            exception.StatusCode.Should().Be(200);
            exception.Response.Should().Be(body);
            exception.Headers["Content-Type"].Should().Equal(contentType);
            exception.Message.Should().Contain(contentType);
        });

    [TestCase("""{"data":[}]""")]
    [TestCase("""{"data" []}""")]
    [TestCase("""{'data':[]}""")]
    [TestCase("""{"a":9-}""")]
    [TestCase("""{"a":0x}""")]
    [TestCase("""{"a":z1}""")]
    [TestCase("""{"a":A1}""")]
    [TestCase("""{"a"::1}""")]
    [TestCase("""{"data":[]/* comment */}""")]
    [TestCase("""{"created":-}""")]
    [TestCase("""{"created":1e}""")]
    [TestCase("""{"created":1e+}""")]
    [TestCase("""{"created":1e5x}""")]
    [TestCase("""{"created":+1}""")]
    [TestCase("""{"created":new Date(1)}""")]
    [TestCase("""{"x":"\q"}""")]
    [TestCase("""{"x":"\u12"}""")]
    [TestCase("""{"dat\q":[]}""")]
    [TestCase("""{"dat\u00":[]}""")]
    public Task CreateImageAsync_invalid_json_throws_with_its_text(string body) =>
        Reading.ForEachAsync(async (form, arrival) =>
        {
            var read = () => Reading.OfAsync(body, form, arrival);

            var exception = (await read.Should().ThrowAsync<ApiException>()).Which;
            exception.Message.Should().Contain("not valid JSON");
            exception.Response.Should().Be(body);
        });

    [TestCase("""{"data":["/1.png"]} x""")]
    [TestCase("""{"data":["/1.png"]}{}""")]
    [TestCase("""{"data":["/1.png"],}""")]
    [TestCase("""{"data":["/1.png",]}""")]
    [TestCase("""{data:["/1.png"]}""")]
    [TestCase("""{"created":01,"data":["/1.png"]}""")]
    [TestCase("""{"created":-09,"data":["/1.png"]}""")]
    [TestCase("""{"created":1.,"data":["/1.png"]}""")]
    [TestCase("""{"created":undefined,"data":["/1.png"]}""")]
    public Task CreateImageAsync_json_that_is_almost_valid_returns_its_images(string body) =>
        Reading.ForEachAsync(async (form, arrival) =>
            (await Reading.OfAsync(body, form, arrival)).Response.Data.Should().ContainSingle());

    [TestCase("""{"a":+1}""", 5)]
    [TestCase("""{"a":/1}""", 5)]
    [TestCase("""{"a":@1}""", 5)]
    [TestCase("""{"a":|1}""", 5)]
    [TestCase("""{"a":]}""", 5)]
    public Task CreateImageAsync_invalid_json_throws_with_its_position(string body, int position) =>
        Reading.ForEachAsync(async (form, arrival) =>
        {
            var read = () => Reading.OfAsync(body, form, arrival);

            (await read.Should().ThrowAsync<ApiException>()).WithMessage($"*not valid JSON at byte {position}.*");
        });

    [TestCase(380, true)]
    [TestCase(381, false)]
    public async Task CreateImageAsync_integer_of_more_than_380_digits_throws(int digits, bool isRead)
    {
        var integer = new string('7', digits);
        var read = () => Reading.OfAsync($$"""{"x":{{integer}},"data":["/1.png"]}""", Form.Buffered);

        if (isRead) (await read()).Response.AdditionalProperties["x"]!.ToString().Should().Be(integer);
        else await read.Should().ThrowAsync<ApiException>().WithMessage("*not valid JSON*");
    }

    [Test]
    public async Task CreateImageAsync_json_nested_too_deeply_throws([Values(63, 64)] int depth)
    {
        var body = $$"""{"x":{{new string('[', depth)}}{{new string(']', depth)}},"data":[{"url":"https://host/"}]}""";
        var read = () => Reading.OfAsync(body, Form.Buffered);

        if (depth < 64) await read.Should().NotThrowAsync();
        else await read.Should().ThrowAsync<ApiException>().WithMessage("*nested*");
    }

    [Test]
    [Category("Long")]
    public async Task CreateImageAsync_long_text_throws_with_its_beginning([Values] Form form)
    {
        const int shown = 1024 * 1024;
        var body = new ChunkedStream(Encoding.UTF8.GetBytes(new string('x', 3 * shown)), Arrival.AtOnce);
        var read = () => Reading.OfAsync(Reading.ContentOf(body, "text/plain"), form);

        var exception = (await read.Should().ThrowAsync<ApiException>()).Which;

        exception.Response.Should().HaveLength(shown);
        body.BytesRead.Should().BeLessThan(2 * shown);
    }

    private static void ShouldShow(ApiException exception, int length, Form form)
    {
        const string picture = "\"UGljdHVyZQ==\"";
        var first = Json.IndexOf(picture, StringComparison.Ordinal);
        var second = Json.LastIndexOf(picture, StringComparison.Ordinal) + picture.Length;
        if (length <= first)
        {
            exception.Response
                .Should().Be(Json[..length].TrimStart().Length == 0 ? exception.Response : Json[..length]);
            return;
        }

        exception.Response.Should().StartWith(Json[..first]).And.NotContain("UGlj");
        if (length >= second) exception.Response.Should().EndWith(Json[second..length]);
        if (length < first + picture.Length || form == Form.Direct) return;
        exception.Response.Should().Contain("\"…0\"");
        exception.Images!.Data[0].Bytes.Should().Equal("Picture"u8.ToArray());
    }
}
