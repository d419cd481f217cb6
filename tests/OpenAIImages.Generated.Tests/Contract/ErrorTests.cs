using System.Net;

namespace OpenAIImages.Generated.Tests;

/// <summary>The exception for each documented failure.</summary>
public class ErrorTests
{
    private const string Wrong = "The server rejected the request.";
    private const string TooMany =
        "Too many requests (`rate_limit_exceeded`), or no credit is left (`insufficient_quota`).";
    private const string Other = "The request failed.";

    [TestCase(400, "unknown_parameter", "response_format", "invalid_request_error", Wrong)]
    [TestCase(400, "invalid_value", "quality", "invalid_request_error", Wrong)]
    [TestCase(400, "invalid_size", "size", "invalid_request_error", Wrong)]
    [TestCase(400, "content_policy_violation", null, "invalid_request_error", Wrong)]
    [TestCase(400, "moderation_blocked", null, "image_generation_user_error", Wrong)]
    [TestCase(400, "billing_hard_limit_reached", null, "image_generation_user_error", Wrong)]
    [TestCase(401, "invalid_api_key", null, "invalid_request_error", "The key is missing, wrong or revoked.")]
    [TestCase(403, null, null, "invalid_request_error",
        "The key lacks permission. GPT image models require a verified organization.")]
    [TestCase(404, "model_not_found", "model", "invalid_request_error",
        "There is no such model, deployment or address.")]
    [TestCase(409, null, null, "conflict_error", "The request conflicts with another one.")]
    [TestCase(422, null, "tools[0].name", "invalid_request_error",
        "The request is well-formed, but the server cannot process it.")]
    [TestCase(429, "rate_limit_exceeded", null, "requests", TooMany)]
    [TestCase(429, "insufficient_quota", null, "insufficient_quota", TooMany)]
    [TestCase(500, null, null, "server_error", "The server failed to process the request.")]
    [TestCase(503, null, null, "server_error", "The server is overloaded or temporarily unavailable.")]
    [TestCase(418, null, null, "teapot", Other)]
    public async Task CreateImageAsync_error_of_the_api_is_read(
        int status, string? code, string? param, string type, string description)
    {
        var body = $$"""
            {
              "error": {
                "code": {{Quote(code)}}, "message": "In the server's words.",
                "param": {{Quote(param)}}, "type": "{{type}}"
              }
            }
            """;
        using var api = new MockApi(MockApi.Json(
            body, (HttpStatusCode)status, ("x-request-id", "req_123"), ("retry-after", "7")));

        var thrown = await api.FailAsync();

        thrown.StatusCode.Should().Be(status);
        thrown.Error.Should().BeEquivalentTo(
            new { Code = code, Message = "In the server's words.", Param = param, Type = type });
        thrown.RequestId.Should().Be("req_123");
        thrown.Headers["Retry-After"].Should().Equal("7");
        thrown.Response.Should().Be(body);
        var words = string.Join(" for ", new[] { code is null ? "" : " " + code, param }.OfType<string>());
        thrown.Message.Should().Be(
            $"The server responded with {status}{words}{(code is null ? $": {description}" : ".")} "
            + "(request id req_123)");
        thrown.InnerException.Should().BeNull();
    }

    [Test]
    public async Task CreateImageAsync_code_that_repeats_the_status_is_not_the_explanation()
    {
        // Azure's response to a missing api-version.
        using var api = new MockApi(MockApi.Json(
            """{"error":{"code":"404","message":"Resource not found"}}""", HttpStatusCode.NotFound));

        var thrown = await api.FailAsync();

        thrown.Message.Should().Be(
            "The server responded with 404: The model, the deployment or the address does not exist.");
        thrown.Error!.Code.Should().Be("404");
    }

    [TestCase("""{"error":{"x":1,"y":2,"x":/**/3}}""")]
    [TestCase("""{"error":{"message":"No.""")]
    public async Task CreateImageAsync_error_in_invalid_json_is_kept_as_text(string body)
    {
        using var api = new MockApi(MockApi.Json(body, HttpStatusCode.BadRequest));

        var thrown = await api.FailAsync();

        thrown.StatusCode.Should().Be(400);
        thrown.Error.Should().BeNull();
        thrown.Response.Should().Be(body);
    }

    [Test]
    public async Task CreateImageAsync_moderation_block_has_its_details()
    {
        using var api = new MockApi(MockApi.Json(
            """
            {
              "error": {
                "code": "moderation_blocked", "message": "Rejected.", "param": null,
                "type": "image_generation_user_error",
                "moderation_details": { "moderation_stage": "output", "categories": ["violence", "self-harm"] }
              }
            }
            """,
            HttpStatusCode.BadRequest));

        var details = (await api.FailAsync()).Error!.ModerationDetails!;

        details.ModerationStage.Should().Be("output");
        details.Categories.Should().Equal("violence", "self-harm");
    }

    [Test]
    public async Task CreateImageAsync_error_keeps_what_Azure_adds()
    {
        using var api = new MockApi(MockApi.Json(
            """
            {
              "error": {
                "code": "contentFilter", "message": "Rejected.", "param": null, "type": null,
                "inner_error": { "code": "ResponsibleAIPolicyViolation" }
              }
            }
            """,
            HttpStatusCode.BadRequest));

        var error = (await api.FailAsync()).Error!;

        error.Code.Should().Be("contentFilter");
        error.Type.Should().BeNull();
        ((string?)error.AdditionalProperties["inner_error"]!["code"]).Should().Be("ResponsibleAIPolicyViolation");
    }

    [TestCase("""{'error':{'message':'No.'}}""", "No.", null)]
    [TestCase("""{"detail":"Model not found"}""", "Model not found", null)]
    [TestCase("""{"detail":[{"loc":["body","n"],"msg":"too many"}]}""", "body.n: too many", null)]
    [TestCase("""{"error":"Model not found"}""", "Model not found", null)]
    [TestCase("""{"message":"Access denied","code":"denied"}""", "Access denied", "denied")]
    [TestCase("""{"statusCode":401,"message":"Access denied","code":7}""", "Access denied", "7")]
    [TestCase("""{"error":{"code":429,"message":"Slow down"}}""", "Slow down", "429")]
    [TestCase("""{"error":null,"detail":"Model not found"}""", "Model not found", null)]
    public async Task CreateImageAsync_error_of_another_server_is_read(string body, string message, string? code)
    {
        using var api = new MockApi(MockApi.Json(body, HttpStatusCode.NotFound));

        var thrown = await api.FailAsync();

        thrown.StatusCode.Should().Be(404);
        thrown.Error.Should().BeEquivalentTo(new { Message = message, Code = code });
        thrown.Response.Should().Be(body);
        thrown.RequestId.Should().BeNull();
    }

    [TestCase("<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html")]
    [TestCase("upstream connect error", "text/plain", "upstream connect error")]
    [TestCase("", "text/plain")]
    [TestCase("   ", "application/json")]
    [TestCase("null", "application/json", "null")]
    [TestCase("[\"an error\"]", "application/json")]
    [TestCase("{\"error\":", "application/json")]
    [TestCase("{\"error\":null}", "application/json")]
    [TestCase("{\"unrelated\":1}", "application/json")]
    [TestCase("{\"detail\":null}", "application/json")]
    public async Task CreateImageAsync_error_with_any_body_throws_ApiException(
        string body, string contentType, string? message = null)
    {
        using var api = new MockApi(MockApi.Text(body, contentType, HttpStatusCode.BadGateway));

        var thrown = await api.FailAsync();

        thrown.StatusCode.Should().Be(502);
        (thrown.Error?.Message).Should().Be(message);
        thrown.Response.Should().Be(body);
        thrown.Message
            .Should().Be("The server responded with 502: " + "A gateway received no valid response from the server.");
    }

    [TestCase("", "The server responded with 400: *")]
    [TestCase("az09_.[]", "The server responded with 400 az09_.[].")]
    [TestCase("azAZ", "The server responded with 400: *")]
    [TestCase("a-b", "The server responded with 400: *")]
    [TestCase("a/b", "The server responded with 400: *")]
    [TestCase("abcdefghi_abcdefghi_abcdefghi_abcdefghi_abcdefghi_abcdefghi_abcd",
        "The server responded with 400 abcdefghi_abcdefghi_abcdefghi_abcdefghi_abcdefghi_abcdefghi_abcd.")]
    [TestCase("abcdefghi_abcdefghi_abcdefghi_abcdefghi_abcdefghi_abcdefghi_abcde", "The server responded with 400: *")]
    public async Task ApiException_message_has_the_code_if_it_is_a_name(string code, string message)
    {
        using var api = new MockApi(MockApi.Json(
            $$$"""{"error":{"code":"{{{code}}}","message":"Wrong."}}""", HttpStatusCode.BadRequest));

        (await api.FailAsync()).Message.Should().Match(message);
    }

    [Test]
    public async Task ApiException_message_has_the_code_if_there_is_no_prompt()
    {
        using var api = new MockApi(MockApi.Json("""{"error":{"code":"no_prompt"}}""", HttpStatusCode.BadRequest));

        var thrown = await api.FailAsync(new CreateImageRequest(), options => options.ValidateRequests = false);

        thrown.Message.Should().StartWith("The server responded with 400 no_prompt.");
    }

    [TestCase(302)]
    [TestCase(304)]
    [TestCase(599)]
    public async Task CreateImageAsync_status_without_success_throws(int status)
    {
        using var api = new MockApi(MockApi.Json(MockApi.UrlResponse, (HttpStatusCode)status));

        (await api.FailAsync()).StatusCode.Should().Be(status);
    }

    [TestCase(201)]
    [TestCase(202)]
    [TestCase(204)]
    public async Task CreateImageAsync_any_success_with_images_is_a_response(int status)
    {
        using var api = new MockApi(MockApi.Json(MockApi.UrlResponse, (HttpStatusCode)status));
        using var client = api.Client();

        (await client.CreateImageAsync(MockApi.Otter)).Data.Should().ContainSingle();
    }

    [TestCase("Incorrect API key provided: {key}")]
    [TestCase("I cannot draw {prompt}.")]
    [TestCase("{key}")]
    [TestCase("{prompt}")]
    [TestCase("several\r\nlines")]
    public async Task ApiException_message_does_not_repeat_texts_of_the_server(string text)
    {
        text = text.Replace("{key}", MockApi.Key).Replace("{prompt}", MockApi.Otter.Prompt);
        var error =
            new ErrorResponse { Error = new ApiError { Code = text, Message = text, Param = text, Type = text } };
        using var api = new MockApi(MockApi.Json(
            error.ToJson(), HttpStatusCode.BadRequest, ("x-request-id", text.ReplaceLineEndings(" "))));

        var thrown = await api.FailAsync();

        thrown.Message.Should().Be("The server responded with 400: " + Wrong);
        thrown.ToString().Should().NotContain(text);
        thrown.Error!.Message.Should().Be(text.Replace(MockApi.Key, "(redacted)"), "it is there for those who ask");
    }

    [Test]
    public async Task CreateImageAsync_without_a_response_throws_the_exception_of_the_connection()
    {
        using var httpClient = new HttpClient(new ScriptedHandler(
            ScriptedHandler.Failure(new HttpRequestException("Connection refused"))));
        using var client = new ImagesClient(new ImagesClientOptions { ApiKey = MockApi.Key }, httpClient);

        var thrown = await client.Awaiting(it => it.CreateImageAsync(MockApi.Otter))
            .Should().ThrowAsync<HttpRequestException>();

        thrown.Which.ToString().Should().NotContainAny(MockApi.Key, MockApi.Otter.Prompt);
    }

    [Test]
    public void ApiException_can_be_created_in_tests()
    {
        var plain = new ApiException("Tea", 418);

        plain.Should().BeEquivalentTo(
            new { Message = "Tea", StatusCode = 418, Response = (string?)null, RequestId = (string?)null });
        plain.Headers.Should().BeEmpty();
    }

    private static string Quote(string? text) => text is null ? "null" : $"\"{text}\"";
}
