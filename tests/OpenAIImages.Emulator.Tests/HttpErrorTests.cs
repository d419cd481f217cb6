using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenAIImages.Emulator.Tests;

/// <summary>Requests that are refused for reasons other than their parameters.</summary>
public class HttpErrorTests
{
    private const string Request = """{"prompt": "otter", "model": "dall-e-2", "size": "256x256"}""";

    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions { MaxRequestBytes = 1000 });

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("\"otter\"")]
    [TestCase("{'prompt': 'otter'}")]
    [TestCase("""{"prompt": "otter"} {}""")]
    [TestCase("""{"prompt": "otter", /* a comment */ "n": 1}""")]
    public async Task Post_without_JSON_object_says_that_it_could_not_be_parsed(string request)
    {
        var error = await _emulator.FailAsync(request);

        (error.Type, error.Code, error.Param).Should().Be(("invalid_request_error", null, null));
        error.Message.Should().StartWith("We could not parse the JSON body of your request.");
    }

    [Test]
    public async Task Post_with_bytes_that_are_not_UTF8_says_that_it_could_not_be_parsed()
    {
        byte[] request = [.. """{"model": "dall-e-2", "prompt": "otter """u8, 0xFF, .. "\"}"u8];

        using var response = await _emulator.Http.PostAsync("images/generations", new ByteArrayContent(request));

        (await ErrorBody.ReadAsync(response, HttpStatusCode.BadRequest)).Message.Should().Contain("could not parse");
    }

    [Test]
    public async Task Post_with_integer_of_too_many_digits_says_that_it_could_not_be_parsed()
    {
        var number = new string('9', 900);

        var error = await _emulator.FailAsync($$"""{"model": "dall-e-2", "prompt": "otter", "n": {{number}}}""");

        error.Message.Should().Contain("could not parse");
    }

    [TestCase("/")]
    [TestCase("/v1/images")]
    [TestCase("/v1/images/edits")]
    [TestCase("/v2/images/generations")]
    [TestCase("/v1/images/generations/")]
    [TestCase("/V1/images/generations")]
    [TestCase("/v1//images/generations")]
    [TestCase("/v1/images/generations%0a")]
    [TestCase("/v1/images/generations%0d%0a")]
    [TestCase("/v1/images/generations%20")]
    [TestCase("/v1/images/generations%c2%a0")]
    [TestCase("/v1/images%2fgenerations")]
    [TestCase("/v1/images/generations;x=1")]
    [TestCase("/%0a/v1/images/generations")]
    [TestCase("/v1%0a/images/generations")]
    [TestCase("/openai/deployments/images/generations")]
    [TestCase("/openai/deployments//images/generations?api-version=1")]
    [TestCase("/v1/models/")]
    public async Task Post_to_unknown_address_returns_not_found(string path)
    {
        using var response = await _emulator.PostAsync(Request, path);

        var error = await ErrorBody.ReadAsync(response, HttpStatusCode.NotFound);
        (error.Type, error.Code, error.Param).Should().Be(("invalid_request_error", null, null));
        error.Message.Should().StartWith("Invalid URL (POST /").And.EndWith(")");
    }

    [TestCase("GET", "images/generations", "POST")]
    [TestCase("OPTIONS", "images/generations", "POST")]
    [TestCase("POST", "models", "GET")]
    [TestCase("DELETE", "models/dall-e-2", "GET")]
    [TestCase("POST", "/pictures/1.png", "GET", "HEAD")]
    public async Task A_method_that_is_not_supported_is_not_allowed(string method, string path, params string[] allowed)
    {
        using var response = await _emulator.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        var error = await ErrorBody.ReadAsync(response, HttpStatusCode.MethodNotAllowed);
        error.Code.Should().Be("method_not_supported");
        response.Content.Headers.Allow.Should().Equal(allowed);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Post_with_long_body_returns_request_too_large(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "images/generations");
        request.Content = new StringContent($$"""{"prompt": "{{new string('o', 1000)}}"}""");
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await _emulator.Http.SendAsync(request);

        await ErrorBody.ReadAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [TestCase("localhost", false, HttpStatusCode.RequestEntityTooLarge)]
    [TestCase("localhost", true, HttpStatusCode.RequestEntityTooLarge)]
    [TestCase("rebound.example", false, HttpStatusCode.Forbidden)]
    [TestCase("rebound.example", true, HttpStatusCode.Forbidden)]
    public async Task Post_is_refused_after_its_body_has_been_sent(string host, bool chunked, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "images/generations");
        request.Content = new ByteArrayContent(new byte[32 * 1024 * 1024]); // more than the connection's buffers hold
        request.Headers.Host = host;
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await _emulator.Http.SendAsync(request);

        await ErrorBody.ReadAsync(response, status);
    }

    [TestCase("FFFFFFFFFFFFFFFFF\r\n")]
    [TestCase("7FFFFFFFFFFFFFFF\r\n")]
    [TestCase("80000000\r\n")]
    [TestCase("-1\r\n")]
    [TestCase("otter\r\n")]
    [TestCase("2\r\n{}no line break")]
    public async Task Post_with_invalid_chunk_returns_bad_request_or_too_large(string chunk)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, _emulator.Emulator.Endpoint.Port);
        await using var connection = tcp.GetStream();
        await connection.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /v1/images/generations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer any\r\n"
            + $"Transfer-Encoding: chunked\r\n\r\n{chunk}"));
        using var reader = new StreamReader(connection);

        // If the request ends before the response, the server may assume that the client has disconnected.
        var status = await reader.ReadLineAsync();
        tcp.Client.Shutdown(SocketShutdown.Send);
        var response = await reader.ReadToEndAsync();

        status.Should().MatchRegex("^HTTP/1[.]1 (400|413) ");
        response.Should().Contain("X-Content-Type-Options: nosniff").And.Contain("\"invalid_request_error\"");
    }

    [Test]
    public async Task Every_response_says_that_its_type_is_not_to_be_guessed()
    {
        using var created = await _emulator.PostAsync(Request);
        using var streamed = await _emulator.PostAsync(
            """{"prompt": "otter", "model": "gpt-image-2", "size": "1024x640", "stream": true}""");
        using var invalid = await _emulator.PostAsync("{}");
        using var unknown = await _emulator.PostAsync("{}", "/v1/other");
        using var notAllowed = await _emulator.Http.GetAsync("images/generations");
        using var models = await _emulator.Http.GetAsync("models");
        using var picture = await _emulator.Http.GetAsync("/pictures/1.png");
        using var foreign = await _emulator.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, "models") { Headers = { Host = "evil.test" } });

        foreach (var response in new[] { created, streamed, invalid, unknown, notAllowed, models, picture, foreign })
        {
            response.Headers.GetValues("X-Content-Type-Options").Should().Equal(["nosniff"], $"{response.StatusCode}");
        }
    }
}
