using System.Net;

namespace OpenAIImages.Generated.Tests;

/// <summary>The exception for a body that is not a response, with status 200.</summary>
public class InvalidResponseTests
{
    private const int Mebi = 1024 * 1024;

    [TestCase("<html>Log in</html>", "text/html; charset=utf-8", "text/html")]
    [TestCase("OK", "text/plain", "text/plain")]
    [TestCase("null", "application/json", "application/json")]
    [TestCase("42", "application/vnd.api+json", "application/vnd.api+json")]
    [TestCase("\"text\"", "application/json", "application/json")]
    [TestCase("<html/>", "an invalid type", "not known")]
    public async Task CreateImageAsync_body_that_is_not_json_throws_with_the_content_type(
        string body, string contentType, string named)
    {
        using var api = new MockApi(MockApi.Text(body, contentType));

        var thrown = await api.FailAsync();

        thrown.StatusCode.Should().Be(200);
        thrown.Message.Should()
            .Be($"The server responded with 200: The response is not JSON. Its content type is {named}.");
        thrown.Response.Should().Be(body);
        thrown.Headers["Content-Type"].Should().Equal(contentType);
    }

    [Test]
    public async Task CreateImageAsync_empty_body_throws()
    {
        using var api = new MockApi(MockApi.Json("", headers: ("x-request-id", "req_123")));

        var thrown = await api.FailAsync();

        thrown.Response.Should().BeEmpty();
        thrown.RequestId.Should().Be("req_123");
        thrown.Message.Should().Be(
            "The server responded with 200: The response is empty. Its content type is application/json. "
            + "(request id req_123)");
    }

    [Test]
    public async Task CreateImageAsync_error_with_status_200_throws_with_the_error()
    {
        const string body =
            """{"error":{"code":"server_error","message":"Out of paint","param":null,"type":"server_error"}}""";
        using var api = new MockApi(MockApi.Json(body));

        var thrown = await api.FailAsync();

        thrown.StatusCode.Should().Be(200);
        thrown.Message
            .Should().Be("The server responded with 200 server_error: The body is an error, in spite of the status.");
        thrown.Error!.Message.Should().Be("Out of paint");
        thrown.Response.Should().Be(body);
    }

    [TestCase("{\"error\":\"Out of paint\",\"data\":null}", "Out of paint")]
    [TestCase("{\"error\":{\"message\":\"Out of paint\"},\"data\":[]}", "Out of paint")]
    public async Task CreateImageAsync_error_of_another_server_with_status_200_throws_with_the_error(
        string body, string message)
    {
        using var api = new MockApi(MockApi.Json(body));

        (await api.FailAsync()).Error!.Message.Should().Be(message);
    }

    [TestCase("{\"data\":[{\"url\":\"https://example.com/A cute baby sea otter\"}]", TestName = "{m}(ends early)")]
    [TestCase("{\"data\":[{\"revised_prompt\":\"A cute baby sea otter\"} ! ]}", TestName = "{m}(is broken)")]
    public async Task ApiException_message_does_not_repeat_the_body(string body)
    {
        using var api = new MockApi(MockApi.Json(body));

        var thrown = await api.FailAsync();

        thrown.ToString().Should().NotContain("otter");
        thrown.Response.Should().Be(body);
    }

    [TestCase(HttpStatusCode.OK, "<html>")]
    [TestCase(HttpStatusCode.OK, "[")]
    [TestCase(HttpStatusCode.OK, "{\"data\":[{\"url\":!")]
    [TestCase(HttpStatusCode.BadGateway, "<html>")]
    [TestCase(HttpStatusCode.BadGateway, "{\"error\":\"")]
    [Category("Long")]
    public async Task ApiException_response_has_at_most_a_mebibyte_after_the_point_of_failure(
        HttpStatusCode status, string start)
    {
        using var api = new MockApi(MockApi.Text(start + new string('x', 3 * Mebi), "text/html", status));

        var thrown = await api.FailAsync();

        thrown.Response.Should().StartWith(start);
        thrown.Response!.Length.Should().BeInRange(Mebi / 2, start.Length + Mebi);
    }

    [Test]
    public async Task CreateImageAsync_body_larger_than_MaxResponseBytes_throws()
    {
        using var api = new MockApi(MockApi.Json(MockApi.UrlResponse));
        var length = MockApi.UrlResponse.Length;

        var thrown = await api.FailAsync(configure: options => options.MaxResponseBytes = length - 1);
        thrown.Message.Should().Be($"The server responded with 200: The response is larger than {length - 1} bytes.");

        using var client = api.Client(options => options.MaxResponseBytes = length);
        (await client.CreateImageAsync(MockApi.Otter)).Data.Should().ContainSingle();
    }

    [TestCase(-1, false)]
    [TestCase(0, false)]
    [TestCase(1, true)]
    [TestCase(1_000_000_000, true)]
    [TestCase(1_000_000_001, false)]
    [TestCase(long.MaxValue, false)]
    public void Constructor_with_MaxResponseBytes_out_of_range_throws(long limit, bool isOne)
    {
        using var api = new MockApi();
        var make = () => api.Client(options => options.MaxResponseBytes = limit).Dispose();

        if (isOne) make.Should().NotThrow();
        else make.Should().Throw<ArgumentException>().WithMessage("MaxResponseBytes must be from 1 to 1,000,000,000.");
    }
}
