using System.Net;
using static OpenAIImages.Generated.Tests.Reports.ReportedCall;

namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>A successful response without an image throws, in every way to call the client.</summary>
public sealed class NoImageTests
{
    [TestCaseSource(nameof(Errors))]
    public async Task An_error_in_spite_of_the_status_is_read(CallWay way, string body, string? code)
    {
        var failure = await FailAsync(way, MockApi.Json(body));
        failure.Error.Should().NotBeNull();
        (failure.Error!.Message, failure.Error.Code).Should().Be(("M", code));
        failure.StatusCode.Should().Be(200);
        failure.Response.Should().Be(body);
        failure.Message.Should().Contain("The body is an error, in spite of the status.");
    }

    [Test]
    public async Task A_response_without_images_is_a_failure(
        [Values] CallWay way,
        [Values(
            "{}", "[]", """{"created":1,"data":[]}""", """{"data":null}""", """{"data":[null]}""", """{"data":[{}]}""",
            """{"data":[{"b64_json":null}]}""", """{"data":[{"b64_json":"","url":""}]}""", """{"data":{}}""",
            """{"data":[{"revised_prompt":"R"}],"usage":{"total_tokens":9}}""", """{"code":0,"data":[]}""")]
        string body)
    {
        var failure = await FailAsync(way, MockApi.Json(body));
        failure.Error.Should().BeNull();
        failure.Message.Should().Be("The server responded with 200: The response has no image.");
        failure.Response.Should().Be(body);
    }

    [Test]
    public async Task What_is_no_response_at_all_is_a_failure(
        [Values] CallWay way,
        [Values("", " \r\n", "null", "\"M\"", "7", "true", "<html>Log in</html>", "OK")] string body,
        [Values(200, 201, 202)] int status)
    {
        var failure = await FailAsync(way, MockApi.Text(body, "application/json", (HttpStatusCode)status));
        failure.StatusCode.Should().Be(status);
        failure.Response.Should().Be(body);
        failure.Images.Should().BeNull();
    }

    [Test]
    public async Task No_content_is_a_failure_that_says_so([Values] CallWay way, [Values(204, 205)] int status)
    {
        var failure = await FailAsync(way, () => new HttpResponseMessage((HttpStatusCode)status));
        failure.StatusCode.Should().Be(status);
        failure.Message.Should().Contain("empty");
    }

    [Test]
    public async Task The_rest_of_a_response_without_images_is_in_the_exception(
        [Values(CallWay.Plain, CallWay.Save)] CallWay way)
    {
        var failure = await FailAsync(
            way, MockApi.Json("""{"data":[{"revised_prompt":"R"}],"usage":{"total_tokens":9}}"""));
        failure.Images!.Usage!.TotalTokens.Should().Be(9);
        failure.Images.Data.Should().ContainSingle().Which.RevisedPrompt.Should().Be("R");
        failure.SavedPaths.Should().BeEmpty();
    }

    private static IEnumerable<TestCaseData> Errors() =>
        from way in Enum.GetValues<CallWay>()
        from error in new (string Body, string? Code)[]
        {
            ("""{"code":"InvalidParameter","message":"M"}""", "InvalidParameter"),
            ("""{"code":1001,"msg":"M","data":null}""", "1001"),
            ("""{"error":{"code":"c","message":"M"}}""", "c"),
            ("""{"error":"M"}""", null),
            ("""{"error":"M","data":[]}""", null),
            ("""{"data":[],"error":{"code":429,"message":"M"}}""", "429"),
            ("""{"success":false,"errors":[{"code":5006,"message":"M"}],"result":null}""", "5006"),
            ("""{"detail":"M"}""", null),
            ("""[{"error":{"code":400,"message":"M"}}]""", "400"),
            ("""{"data":[{"error":{"code":"c","message":"M"}}]}""", "c"),
        }
        select new TestCaseData(way, error.Body, error.Code);
}
