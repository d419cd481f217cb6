using System.Net;
using static OpenAIImages.Generated.Tests.Reports.ReportedCall;

namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>The errors of other servers and gateways.</summary>
public sealed class ErrorShapeTests
{
    [TestCase("""[{"error":{"code":400,"message":"M","status":"INVALID_ARGUMENT"}}]""", "400")]
    [TestCase("""{"error":{"code":400,"message":"M","status":"INVALID_ARGUMENT"}}""", "400")]
    [TestCase("""{"success":false,"errors":[{"code":5006,"message":"M"}],"messages":[],"result":{}}""", "5006")]
    [TestCase("""{"code":1001,"msg":"M"}""", "1001")]
    [TestCase("""{"code":"1001","msg":"M"}""", "1001")]
    [TestCase("""{"error_code":336003,"error_msg":"M"}""", "336003")]
    [TestCase("""{"errorCode":"c","errorMessage":"M"}""", "c")]
    [TestCase("""{"error":"c","error_description":"M","code":7}""", "7")]
    [TestCase("""{"error":"c","error_description":"M"}""", "c")]
    [TestCase("""{"timestamp":"t","status":400,"error":"Bad Request","message":"M","path":"/v1"}""", "Bad Request")]
    [TestCase("""{"statusCode":400,"message":["M","N"],"error":"Bad Request"}""", "Bad Request", "M; N")]
    [TestCase("""{"Code":"c","Message":"M"}""", "c")]
    [TestCase("""{"Response":{"Error":{"Code":"c","Message":"M"},"RequestId":"r"}}""", "c")]
    [TestCase("""{"base_resp":{"status_code":1004,"status_msg":"M"}}""", "1004")]
    [TestCase("""{"errcode":40001,"errmsg":"M"}""", "40001")]
    [TestCase("""{"output":{"code":"c","message":"M"},"request_id":"r"}""", "c")]
    [TestCase("""{"data":{"error":"M"}}""", null)]
    [TestCase("""{"errors":{"prompt":["M","N"],"n":["O"]}}""", null, "prompt: M; N; n: O")]
    [TestCase("""{"error":{"type":"t"}}""", null, null)]
    [TestCase("\"M\"", null)]
    [TestCase("""{"error":"M"}""", null)]
    [TestCase("""{"message":null,"code":null,"msg":"M","errcode":7}""", "7")]
    [TestCase("""{"error":"M","code":"c"}""", "c")]
    [TestCase("""{"errors":["M"]}""", null)]
    [TestCase("""{"error":[{"message":"M","code":1.5}]}""", "1.5")]
    [TestCase("""{"detail":"M"}""", null)]
    [TestCase("""{"detail":{"message":"M","code":"c"}}""", "c")]
    [TestCase("""{"type":"about:blank","title":"M","status":400}""", null)]
    [TestCase("""{"statusCode":401,"message":"M"}""", null)]
    [TestCase("""{"error":{"code":null,"message":"M"}}""", null)]
    [TestCase("""{"error":{"error":{"code":"c","message":"M"}}}""", "c")]
    [TestCase("\uFEFF {\"error\":{\"code\":\"c\",\"message\":\"M\"}} ", "c")]
    public async Task Error_of_another_shape_is_read(string body, string? code, string? message = "M")
    {
        foreach (var way in Enum.GetValues<CallWay>())
        {
            foreach (var status in new[] { 400, 422, 500 })
            {
                var error = (await FailAsync(way, MockApi.Json(body, (HttpStatusCode)status))).Error;
                error.Should().NotBeNull();
                (error!.Message, error.Code).Should().Be((message, code));
            }
        }
    }

    [Test]
    public async Task Error_has_all_four_properties_wherever_they_are(
        [Values(
            """{"object":"error","message":"M","type":"BadRequestError","param":"size","code":400}""",
            """{"error":{"message":"M","type":"BadRequestError","param":"size","code":400}}""",
            """{"error":{"message":"M"},"type":"BadRequestError","param":"size","code":400}""",
            """{"error":"M","type":"BadRequestError","param":"size","code":"400"}""")]
        string body)
    {
        var failure = await FailAsync(CallWay.Plain, MockApi.Json(body, HttpStatusCode.BadRequest));
        failure.Error.Should().NotBeNull();
        (failure.Error!.Message, failure.Error.Type, failure.Error.Param, failure.Error.Code)
            .Should().Be(("M", "BadRequestError", "size", "400"));
        failure.Message.Should().Be("The server responded with 400 for size: The server rejected the request.");
    }

    [Test]
    public async Task Error_a_number_as_code_is_its_text(
        [Values("429", "0", "-1", "9223372036854775807", "123456789012345678901234567890")] string code)
    {
        var failure = await FailAsync(
            CallWay.Plain,
            MockApi.Json($$$"""{"error":{"message":"M","code":{{{code}}}}}""", HttpStatusCode.TooManyRequests));
        (failure.Error!.Message, failure.Error.Code).Should().Be(("M", code));
    }

    [TestCase("""{"loc":["body","prompt"],"msg":"Field required","type":"missing"}""", "body.prompt: Field required")]
    [TestCase("""{"loc":["body","items",0,"size"],"msg":"Too large"}""", "body.items.0.size: Too large")]
    [TestCase("""{"loc":"prompt","msg":"Too long"},{"loc":[],"msg":"Too many"}""", "prompt: Too long; Too many")]
    [TestCase(
        """{"loc":["body","n"],"msg":"A"},{"loc":["query","size"],"msg":"B"}""", "body.n: A; query.size: B")]
    public async Task Error_of_fields_names_each_field(string fields, string message)
    {
        foreach (var way in Enum.GetValues<CallWay>())
        {
            var response = MockApi.Json($$"""{"detail":[{{fields}}]}""", (HttpStatusCode)422);
            (await FailAsync(way, response)).Error!.Message.Should().Be(message);
        }
    }

    [Test]
    public async Task Error_in_plain_text_is_its_words(
        [Values] CallWay way,
        [Values(400, 404, 500)] int status,
        [Values("text/plain", "application/json", "")] string type)
    {
        var failure = await FailAsync(way, MockApi.Text(" model not found\r\n", type, (HttpStatusCode)status));
        failure.Error!.Message.Should().Be("model not found");
        failure.Message.Should().NotContain("model not found");
    }

    [Test]
    public async Task Error_in_a_line_after_events_is_read([Values] CallWay way, [Values(4, 100_000)] int length)
    {
        var image = new string('A', length);
        var preview = $$"""data: {"type":"image_generation.partial_image","b64_json":"{{image}}"}""";
        var failure = await FailAsync(way, MockApi.Text(
            preview + "\n\n" + """{"error":{"message":"M","code":"c"}}""" + "\n", EventsType));
        (failure.Error?.Message, failure.Error?.Code).Should().Be(("M", "c"));
        failure.Response.Should().EndWith("}}\n");
    }

    [Test]
    public async Task Error_that_is_nested_costs_no_more_than_its_size()
    {
        await Allocations.ShouldBeLinearAsync(
            depth => FailAsync(CallWay.Plain, MockApi.Json(Nested(depth), HttpStatusCode.BadRequest)), 60);

        var lines = "x\n" + string.Concat(Enumerable.Repeat("{\n", 500_000));
        var cost = await Allocations.OfAsync(
            () => FailAsync(CallWay.Plain, MockApi.Text(lines, "text/plain", HttpStatusCode.BadRequest)));
        cost.Should().BeLessThan(100_000_000);

        static string Nested(int depth) =>
            string.Concat(Enumerable.Repeat("{\"error\":", depth)) + "{}" + new string('}', depth);
    }

    [Test]
    public async Task Error_in_plain_text_is_cleaned_and_cut()
    {
        var text = "no\u001B[31m\u0000\u009B\u202E\u2066\u200F\u2028model\u0085 " + new string('x', 10_000);
        var error =
            (await FailAsync(CallWay.Plain, MockApi.Text(text, "text/plain", HttpStatusCode.BadRequest))).Error!;
        error.Message!.Length.Should().BeLessThanOrEqualTo(500);
        error.Message.Should().StartWith("no").And.Contain("model");
        error.Message
            .Should().NotContainAny("\u001B", "\0", "\u009B", "\u202E", "\u2066", "\u200F", "\u2028", "\u0085");
    }

    [Test]
    public async Task Error_in_plain_text_is_cut_between_characters()
    {
        var text = string.Concat(Enumerable.Repeat("a🦦", 400));
        var error =
            (await FailAsync(CallWay.Plain, MockApi.Text(text, "text/plain", HttpStatusCode.BadRequest))).Error!;
        char.IsHighSurrogate(error.Message![^1]).Should().BeFalse();
    }

    [Test]
    public async Task Error_html_is_none(
        [Values("<html><body>Bad gateway</body></html>", "\r\n<!DOCTYPE html>", "\uFEFF<html>")] string html)
    {
        var failure = await FailAsync(CallWay.Plain, MockApi.Text(html, "text/html", HttpStatusCode.BadGateway));
        failure.Error.Should().BeNull();
        failure.Response.Should().Contain("<");
    }

    [Test]
    public async Task Message_does_not_repeat_a_word_that_shares_eight_characters_with_the_key(
        [Values(
            "xsk-test-4fd1a0c97be", "x4fd1a0c9x", "4fd1.a0c9", "a0c97be25830", "03852eb7", "sk_test_4fd1", "SKTEST4F")]
        string word,
        [Values] CallWay way)
    {
        var error = $$$"""{"error":{"message":"M","code":"{{{word}}}","param":"{{{word}}}"}}""";
        foreach (var status in new[] { HttpStatusCode.BadRequest, HttpStatusCode.OK })
        {
            var failure = await FailAsync(way, MockApi.Body(
                System.Text.Encoding.UTF8.GetBytes(error), "application/json", status, ("x-request-id", word)));
            failure.ToString().Should().NotContain(word);
            failure.Error!.Message.Should().Be("M");
        }
    }

    [Test]
    public async Task Message_does_not_repeat_control_characters(
        [Values("a\u202Eb", "a\u001B[1mb", "a\u2028b", "a\nb", "a b", "A_B")] string word)
    {
        var body = Newtonsoft.Json.JsonConvert.SerializeObject(
            new { error = new { message = "M", code = word, param = word } });
        var failure = await FailAsync(CallWay.Plain, MockApi.Json(body, HttpStatusCode.BadRequest));
        failure.Message.Should().NotContain(word);
        failure.Error!.Code.Should().Be(word);
    }
}
