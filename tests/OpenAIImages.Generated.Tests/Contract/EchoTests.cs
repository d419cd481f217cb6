using System.Net;
using System.Text;
using Newtonsoft.Json;

namespace OpenAIImages.Generated.Tests;

/// <summary>The key and the prompt do not get into what may be logged, wherever a server repeats them.</summary>
public class EchoTests
{
    private const string AzureKey = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private const string Prompt = "Otter!";

    /// <summary>Where the server repeats the secret.</summary>
    public enum Place
    {
        Failure,
        OtherFailure,
        ResponseWithAnError,
        ResponseThatIsNotJson,
        BrokenResponse,
        Event,
        NamelessEvent,
        ResponseWithoutAnImage,
    }

    // What the server repeats, and the prompt: in part, and escaped as in JSON.
    private static (string Secret, string Prompt)[] Repeated =>
    [
        (AzureKey, Prompt), (Prompt, Prompt), ("John Doe, 5 Elm Street", "John Doe, 5 Elm Street\nas an otter"),
        (@"say \""hi\"" to John", "say \"hi\" to John"), (@"a \u00fcbermut", "a übermut"),
    ];

    private static IEnumerable<string> Echoes =>
    [
        AzureKey, $"key_{AzureKey}", $"{AzureKey[..16]}", $"{AzureKey[..8]}", AzureKey.ToUpperInvariant(),
        $"Bearer-{AzureKey}", Prompt, "Otter", "otter", "blocked_otter", "[OTTER].1",
    ];

    [Test]
    public async Task Message_does_not_repeat_the_key_or_the_prompt(
        [ValueSource(nameof(Echoes))] string echo, [Values] Place place)
    {
        using var api = new MockApi(Response(place, echo));

        var thrown = await FailAsync(api, place);

        thrown.Message.Should().NotContainEquivalentOf(echo);
        thrown.ToString().Should().NotContainEquivalentOf(echo);
        thrown.Message.Should().StartWith($"The server responded with {thrown.StatusCode}: {DescriptionIn(place)}");
        thrown.InnerException.Should().BeNull();
    }

    [Test]
    public async Task Message_keeps_the_code_and_the_parameter_of_the_api(
        [Values(Place.Failure, Place.ResponseWithAnError, Place.Event)] Place place)
    {
        using var api = new MockApi(Response(place, "some_code"));

        (await FailAsync(api, place)).Message
            .Should().StartWith($"The server responded with {(place == Place.Failure ? 400 : 200)} ")
            .And.Contain($" some_code for some_code{(place == Place.Failure ? "." : ": ")}")
            .And.EndWith("(request id some_code)");
    }

    [Test]
    public async Task Exception_does_not_contain_the_key([Values] Place place)
    {
        using var api = new MockApi(Response(place, AzureKey));

        var thrown = await FailAsync(api, place);

        JsonConvert.SerializeObject(new { thrown.Error, thrown.RequestId, thrown.Headers, thrown.Response })
            .Should().NotContain(AzureKey);
        thrown.RequestId.Should().Be("(redacted)");
    }

    [TestCase(AzureKey)]
    [TestCase("A picture of nobody")]
    [TestCase("cats")]
    [TestCase("cat")]
    public async Task Metadata_does_not_contain_the_key_or_the_prompt(string secret)
    {
        using var api = new MockApi(MockApi.Json(
            MockApi.UrlResponse,
            headers: [("x-request-id", secret), ("openai-version", "2020-10-01"), ("x-echo", "two " + secret)]));
        using var client = api.Client(options => options.ApiKey = AzureKey);

        var metadata = (await client.CreateImageAsync(new CreateImageRequest { Prompt = secret })).Metadata;

        metadata.RequestId.Should().Be("(redacted)");
        metadata.Version.Should().Be("2020-10-01");
        metadata.Headers["x-echo"].Single().Should().Be(secret == "cat" ? "two cat" : "two (redacted)");
    }

    [Test]
    public async Task Key_of_ApiKeyProvider_is_redacted()
    {
        using var api = new MockApi(Response(Place.Failure, AzureKey));

        var thrown = await api.FailAsync(configure: options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = _ => new ValueTask<string>(AzureKey);
        });

        thrown.ToString().Should().NotContain(AzureKey);
    }

    [TestCase("HTTP/1.1 {0} 200\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nX-{0}\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\n({0}): x\r\n\r\n")]
    [TestCase("{0}\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n({0})\r\n")]
    public async Task Response_that_is_not_http_is_not_repeated(string response)
    {
        foreach (var (secret, prompt) in Repeated)
        {
            await using var server = new FaultServer(async connection =>
            {
                await connection.SendAsync(string.Format(null, response, secret));
                connection.Close();
            });
            using var client =
                new ImagesClient(new ImagesClientOptions { ApiKey = AzureKey, Endpoint = server.Endpoint });

            var create = () => client.CreateImageAsync(new CreateImageRequest { Prompt = prompt });

            var thrown = (await create.Should().ThrowAsync<Exception>()).Which;
            thrown.Should().Match(it => it is ApiException
                || ((HttpRequestException)it).HttpRequestError == HttpRequestError.InvalidResponse);
            if (thrown is HttpRequestException) thrown.Message.Should().Be("The server's response is not HTTP.");
            thrown.ToString().Should().NotContainAny(secret, BitConverter.ToString(Encoding.ASCII.GetBytes(secret)));
        }
    }

    [TestCase("0123456789abcdef", "0123456789abcdef")]
    [TestCase(@"abc\u002Bdef\/0123456789", "abc+def/0123456789")]
    [TestCase("abc\\\"def\\\\0123456789", "abc\"def\\0123456789")]
    public async Task Error_does_not_contain_the_key(string escaped, string key)
    {
        using var api = new MockApi(MockApi.Json(
            $$$"""{"error":{"message":"Wrong key {{{escaped}}}.","code":"wrong_key","seen":["{{{escaped}}}"]}}""",
            HttpStatusCode.Unauthorized));

        var thrown = await api.FailAsync(configure: options => options.ApiKey = key);

        thrown.Error!.Message.Should().Be("Wrong key (redacted).");
        thrown.Error.Code.Should().Be("wrong_key");
        thrown.Error.ToJson().Should().NotContain(key);
        if (!escaped.Contains("\\u")) thrown.Response.Should().NotContain(escaped);
    }

    [Test]
    public async Task Error_in_invalid_json_is_redacted()
    {
        const string key = "0123456789abcdef";
        const string body = "{\"error\":{\"message\":\"\\u0030\\u003123456789abcdef\",\"" + Prompt + "\":// */ x\n1}}";
        using var api = new MockApi(MockApi.Json(body, HttpStatusCode.BadRequest));

        var thrown = await api.FailAsync(new CreateImageRequest { Prompt = Prompt }, options => options.ApiKey = key);

        thrown.StatusCode.Should().Be(400);
        thrown.Error!.Message.Should().Be("(redacted)");
        thrown.Response.Should().Be(body);
        thrown.ToString().Should().NotContain(Prompt);
    }

    [Test]
    public async Task Message_omits_a_parameter_that_completes_the_prompt()
    {
        using var api =
            new MockApi(MockApi.Json("""{"error":{"code":"logo","param":"Acme"}}""", HttpStatusCode.BadRequest));

        var thrown = await api.FailAsync(new CreateImageRequest { Prompt = "Logo for ACME!" });

        thrown.Message.Should().StartWith("The server responded with 400 logo.");
        thrown.Error!.Param.Should().Be("Acme");
    }

    [Test]
    public async Task Key_in_the_name_of_a_header_is_redacted()
    {
        using var api = new MockApi(MockApi.Json(
            MockApi.UrlResponse, headers: [($"x-{AzureKey}", "1"), ("x-request-id", "req_1")]));
        using var client = api.Client(options => options.ApiKey = AzureKey);

        var metadata = (await client.CreateImageAsync(new CreateImageRequest { Prompt = "request" })).Metadata;

        metadata.Headers.Keys.Should().BeEquivalentTo("x-(redacted)", "X-Request-ID", "Content-Type");
        metadata.RequestId.Should().Be("req_1", "a prompt of one word may be part of a name by chance");
    }

    [TestCase("{0}\r\n")]
    [TestCase("HTTP/1.1 404 {0}\r\nX-Echo: {0}\r\nConnection: close\r\n\r\n"
        + "{{\"error\":{{\"message\":\"{0}\",\"code\":\"{0}\"}}}}")]
    public async Task Download_that_repeats_the_key_or_the_prompt_is_not_quoted(string response)
    {
        foreach (var secret in new[] { AzureKey, "Otters" })
        {
            await using var server = new FaultServer(async connection =>
            {
                if (connection.LastRequest.StartsWith("POST", StringComparison.Ordinal))
                {
                    await connection.RespondAsync(
                        200, $$"""{"data":[{"url":"http://localhost:{{connection.LocalPort}}/1"}]}""");
                    return;
                }

                await connection.SendAsync(string.Format(null, response, secret));
                connection.Close();
            });
            using var folder = new ImageFolder();
            using var client = new ImagesClient(
                new ImagesClientOptions { ApiKey = AzureKey, Endpoint = server.Endpoint, MaxRetries = 0 });

            var save = () =>
                client.SaveImagesAsync(new CreateImageRequest { Prompt = "Otters" }, folder.PathOf("otter.png"));

            var thrown = (await save.Should().ThrowAsync<Exception>()).Which;
            thrown.ToString().Should().NotContain(secret);
            if (thrown is not ApiException failure)
            {
                thrown.Should().BeOfType<HttpRequestException>().Which.Message
                    .Should().Be("The server's response is not HTTP.");
                continue;
            }

            if (!failure.Headers.ContainsKey("X-Echo"))
            {
                failure.InnerException.Should().BeOfType<HttpRequestException>()
                    .Which.Message.Should().Be("The server's response is not HTTP.");
                continue;
            }

            failure.Headers["X-Echo"].Should().Equal("(redacted)");
            if (secret == AzureKey) failure.Response.Should().NotContain(secret);
        }
    }

    [Test]
    public async Task Download_of_an_image_that_is_not_from_a_response_quotes_nothing()
    {
        using var api = new MockApi(MockApi.Json(
            $$$"""{"error":{"code":"a_word","message":"{{{AzureKey}}}"}}""", HttpStatusCode.NotFound));
        using var client = api.Client(options => options.ApiKey = AzureKey);

        var copy = () => client.CopyImageAsync(new Image { Url = new Uri("https://example.com/1") }, Stream.Null);

        var thrown = (await copy.Should().ThrowAsync<ApiException>()).Which;
        thrown.Message.Should().StartWith("The server responded with 404: ");
        thrown.Error!.Message.Should().Be("(redacted)");
    }

    private static string DescriptionIn(Place place) => place switch
    {
        Place.ResponseWithAnError => "The body is an error, in spite of the status.",
        Place.ResponseThatIsNotJson => "The response is not JSON. Its content type is ",
        Place.BrokenResponse => "The response ended early, after ",
        Place.Event or Place.NamelessEvent => "The stream ended in an error.",
        Place.ResponseWithoutAnImage => "The stream ended without an image.",
        _ => "The server rejected the request.",
    };

    private static Func<HttpResponseMessage> Response(Place place, string echo)
    {
        var error =
            $$$"""{"error":{"message":"{{{echo}}}","code":"{{{echo}}}","param":"{{{echo}}}","type":"{{{echo}}}"}}""";
        return Body() switch
        {
            var (status, type, body) => MockApi.Body(
                Encoding.UTF8.GetBytes(body), type, status, ("x-request-id", echo), ("x-echo", $"Bearer {echo}")),
        };

        (HttpStatusCode Status, string Type, string Body) Body() => place switch
        {
            Place.Failure => (HttpStatusCode.BadRequest, "application/json", error),
            Place.OtherFailure =>
                (HttpStatusCode.BadRequest, "text/plain", $$"""{"message":"{{echo}}","code":"{{echo}}"}"""),
            Place.ResponseWithAnError => (HttpStatusCode.OK, "application/json", error),
            Place.ResponseThatIsNotJson => (HttpStatusCode.OK, $"text/{echo.Trim('!', '[')}", $"<html>{echo}"),
            Place.BrokenResponse => (HttpStatusCode.OK, "application/json", error[..^1]),
            Place.Event => (HttpStatusCode.OK, "text/event-stream", $"event: error\ndata: {error}\n\n"),
            Place.NamelessEvent => (HttpStatusCode.OK, "text/event-stream", $"data: {error}\n\n"),
            _ => (HttpStatusCode.OK, "text/event-stream", $"event: {echo}\ndata: {echo}\n\n"),
        };
    }

    private static async Task<ApiException> FailAsync(MockApi api, Place place)
    {
        using var client = api.Client(options => options.ApiKey = AzureKey);
        var request = new CreateImageRequest { Prompt = Prompt };
        Func<Task> call = place is Place.Event or Place.NamelessEvent or Place.ResponseWithoutAnImage
            ? async () => await client.CreateImageStreamAsync(request).ToListAsync()
            : () => client.CreateImageAsync(request);
        return (await call.Should().ThrowAsync<ApiException>()).Which;
    }
}
