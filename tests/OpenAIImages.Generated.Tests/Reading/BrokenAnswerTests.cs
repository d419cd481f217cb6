using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>What is no answer, or not the whole of one, is an exception that tells what came instead.</summary>
public class BrokenAnswerTests
{
    private const string Answer =
        """
         {"created":7,"data":[{"b64_json":"UGljdHVyZQ==","revised_prompt":"\u0041 cat"},{"url":"https://host/"},
        {"b64_json":"UGljdHVyZQ=="}],"usage":{"input_tokens":1.0},"x":[true,null,-1e3]}
        """;

    [Test]
    [Category("Long")]
    public async Task ABodyThatEndsEarlyIsNeverAnAnswer([Values] Form form, [Values] Arrival arrival)
    {
        for (var length = 2; length < Answer.Length; length++)
        {
            var start = Answer[..length];
            var read = () => Reading.OfAsync(start, form, arrival);

            var exception = (await read.Should().ThrowAsync<ApiException>($"of {start}")).Which;
            exception.StatusCode.Should().Be(200);
            exception.Message.Should().Contain("ended early");
            if (form == Form.Buffered) exception.Response.Should().Be(start);
        }
    }

    [Test]
    public async Task AConnectionThatBreaksIsNeverAnAnswer([Values] Form form)
    {
        for (var length = 0; length <= Answer.Length; length++)
        {
            var content = Reading.ContentOf(new ScriptedStream(Answer[..length], StreamEnd.Broken));
            var read = () => Reading.OfAsync(content, form);

            var exception = (await read.Should().ThrowAsync<ApiException>($"after {length} characters")).Which;
            exception.InnerException.Should().BeOfType<IOException>();
            exception.Message.Should().Contain("The connection failed while the response was read.");
            if (form == Form.Buffered) exception.Response.Should().Be(Answer[..length]);
        }
    }

    [TestCase("null", "application/json")]
    [TestCase("[]", "application/json")]
    [TestCase("""[{"b64_json":"QQ=="}]""", "application/json; charset=utf-8")]
    [TestCase("5", "application/json")]
    [TestCase("\"text\"", "application/json")]
    [TestCase("<html><body>It works!</body></html>", "text/html")]
    [TestCase("upstream connect error", "text/plain")]
    [TestCase("", "application/json")]
    [TestCase(" \r\n", "text/plain")]
    public Task WhatIsNoAnswerIsShown(string body, string contentType) => Reading.ForEachAsync(async (form, arrival) =>
    {
        var content = Reading.ContentOf(new ChunkedStream(Encoding.UTF8.GetBytes(body), arrival), contentType);
        var read = () => Reading.OfAsync(content, form);

        var exception = (await read.Should().ThrowAsync<ApiException>()).Which;
        exception.StatusCode.Should().Be(200);
        exception.Response.Should().Be(body);
        exception.Headers["Content-Type"].Should().Equal(contentType);
        exception.Message.Should().Contain(contentType.Split(';')[0]);
    });

    [TestCase("""{"data":[]} x""")]
    [TestCase("""{"data":[]}{}""")]
    [TestCase("""{"data":[],}""")]
    [TestCase("""{"data":[,]}""")]
    [TestCase("""{"data":[}]""")]
    [TestCase("""{"data" []}""")]
    [TestCase("""{data:[]}""")]
    [TestCase("""{'data':[]}""")]
    [TestCase("""{"data":[]/* comment */}""")]
    [TestCase("""{"created":01}""")]
    [TestCase("""{"created":00}""")]
    [TestCase("""{"created":-09}""")]
    [TestCase("""{"created":-}""")]
    [TestCase("""{"created":1.}""")]
    [TestCase("""{"created":1e}""")]
    [TestCase("""{"created":1e+}""")]
    [TestCase("""{"created":1e5x}""")]
    [TestCase("""{"created":+1}""")]
    [TestCase("""{"created":undefined}""")]
    [TestCase("""{"created":new Date(1)}""")]
    [TestCase("""{"x":"\q"}""")]
    [TestCase("""{"x":"\u12"}""")]
    [TestCase("""{"dat\q":[]}""")]
    [TestCase("""{"dat\u00":[]}""")]
    public Task WhatIsNotQuiteJsonIsShown(string body) => Reading.ForEachAsync(async (form, arrival) =>
    {
        var read = () => Reading.OfAsync(body, form, arrival);

        var exception = (await read.Should().ThrowAsync<ApiException>()).Which;
        exception.Message.Should().Contain("not valid JSON");
        exception.Response.Should().Be(body);
    });

    [TestCase("""{"a":+1}""", 5)]
    [TestCase("""{"a":/1}""", 5)]
    [TestCase("""{"a"::1}""", 5)]
    [TestCase("""{"a":@1}""", 5)]
    [TestCase("""{"a":|1}""", 5)]
    [TestCase("""{"a":]}""", 5)]
    [TestCase("""{"a":[1,]}""", 8)]
    [TestCase("""{"a":A1}""", 7)]
    [TestCase("""{"a":z1}""", 7)]
    [TestCase("""{"a":0x}""", 7)]
    [TestCase("""{"a":9-}""", 7)]
    [TestCase("""{"a":1,}""", 7)]
    public Task WhereItIsNotQuiteJsonIsNamed(string body, int position) => Reading.ForEachAsync(async (form, arrival) =>
    {
        var read = () => Reading.OfAsync(body, form, arrival);

        (await read.Should().ThrowAsync<ApiException>()).WithMessage($"*not valid JSON at byte {position}.*");
    });

    [TestCase(380, true)]
    [TestCase(381, false)]
    public async Task AnIntegerHasALimit(int digits, bool isRead)
    {
        var integer = new string('7', digits);
        var read = () => Reading.OfAsync($$"""{"x":{{integer}}}""", Form.Buffered);

        if (isRead) (await read()).Response.AdditionalProperties["x"]!.ToString().Should().Be(integer);
        else await read.Should().ThrowAsync<ApiException>().WithMessage("*not valid JSON*");
    }

    [Test]
    public async Task NestingHasALimit([Values(63, 64)] int depth)
    {
        var body = $$"""{"x":{{new string('[', depth)}}{{new string(']', depth)}}}""";
        var read = () => Reading.OfAsync(body, Form.Buffered);

        if (depth < 64) await read.Should().NotThrowAsync();
        else await read.Should().ThrowAsync<ApiException>().WithMessage("*nested*");
    }

    [Test]
    [Category("Long")]
    public async Task OfALongTextTheBeginningIsEnough([Values] Form form)
    {
        const int shown = 1024 * 1024;
        var body = new ChunkedStream(Encoding.UTF8.GetBytes(new string('x', 3 * shown)), Arrival.AtOnce);
        var read = () => Reading.OfAsync(Reading.ContentOf(body, "text/plain"), form);

        var exception = (await read.Should().ThrowAsync<ApiException>()).Which;

        exception.Response.Should().HaveLength(shown);
        body.BytesRead.Should().BeLessThan(2 * shown);
    }
}
