using System.Net;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Tests;

/// <summary>What the emulator refuses, and that it does so as the API would.</summary>
public class EmulatorRefusalTests
{
    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions { MaxRequestBytes = 1000 });

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    // The model's rules; each comes from the spec.
    [TestCase("""{"model": "dall-e-3"}""", "missing_required_parameter", "prompt")]
    [TestCase("""{"prompt": " "}""", "invalid_value", "prompt")]
    [TestCase("""{"prompt": 7}""", "invalid_value", "prompt")]
    [TestCase("""{"prompt": "otter", "n": "two"}""", "invalid_value", "n")]
    [TestCase("""{"prompt": "otter", "n": 0}""", "invalid_value", "n")]
    [TestCase("""{"prompt": "otter", "model": "dall-e-3", "n": 2}""", "invalid_value", "n")]
    [TestCase("""{"prompt": "otter", "model": "dall-e-3", "size": "256x256"}""", "invalid_size", "size")]
    [TestCase("""{"prompt": "otter", "model": "dall-e-2", "quality": "hd"}""", "invalid_value", "quality")]
    [TestCase("""{"prompt": "otter", "model": "dall-e-2", "style": "vivid"}""", "unknown_parameter", "style")]
    [TestCase("""{"prompt": "otter", "model": "gpt-image-2", "response_format": "url"}""", "unknown_parameter", "response_format")]
    [TestCase("""{"prompt": "otter", "model": "gpt-image-2", "seed": 7}""", "unknown_parameter", "seed")]
    [TestCase("""{"prompt": "otter", "model": "gpt-image-2", "size": "17x17"}""", "invalid_size", "size")]
    [TestCase("""{"prompt": "otter", "model": "gpt-image-2", "partial_images": 1}""", "invalid_value", "partial_images")]
    // What an emulator cannot do.
    [TestCase("""{"prompt": "otter", "model": "gpt-image-2", "output_format": "webp"}""", "invalid_value", "output_format")]
    [TestCase("""{"prompt": "otter", "model": "gpt-image-2", "output_format": "svg"}""", "invalid_value", "output_format")]
    [TestCase("""{"prompt": "otter", "model": "gpt-image-2", "size": "large"}""", "invalid_size", "size")]
    [TestCase("""{"prompt": "otter", "model": "my-own", "size": "100000x100000"}""", "invalid_size", "size")]
    [TestCase("""{"prompt": "otter", "model": "my-own", "size": "0x16"}""", "invalid_size", "size")]
    [TestCase("""{"prompt": "otter", "model": "my-own", "n": 11}""", "invalid_value", "n")]
    public async Task AnInvalidRequestIsRefusedWithTheApisCode(string request, string code, string parameter)
    {
        using var answer = await _emulator.PostAsync(request);

        var error = await ReadErrorAsync(answer, HttpStatusCode.BadRequest);
        ((string)error["code"]!).Should().Be(code);
        ((string)error["param"]!).Should().Be(parameter);
        ((string)error["message"]!).Should().NotBeEmpty();
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{'prompt': 'otter'}")]
    [TestCase("""{"prompt": "otter"} {}""")]
    [TestCase("""{"prompt": "otter", /* a comment */ "n": 1}""")]
    public async Task WhatIsNoJsonObjectIsRefused(string request)
    {
        using var answer = await _emulator.PostAsync(request);

        var error = await ReadErrorAsync(answer, HttpStatusCode.BadRequest);
        error["code"]!.Type.Should().Be(JTokenType.Null);
        ((string)error["message"]!).Should().Contain("could not parse the JSON");
    }

    [TestCase(null, null)]
    [TestCase("Authorization", "Bearer ")]
    [TestCase("Authorization", "Basic dXNlcjpwYXNz")]
    [TestCase("api-key", " ")]
    public async Task ARequestWithoutAKeyIsRefused(string? header, string? value)
    {
        using var stranger = new HttpClient();
        using var request = Request(header, value);

        using var answer = await stranger.SendAsync(request);

        ((string)(await ReadErrorAsync(answer, HttpStatusCode.Unauthorized))["code"]!).Should().Be("invalid_api_key");
    }

    [TestCase("Authorization", "Bearer any")]
    [TestCase("Authorization", "bearer any")]
    [TestCase("api-key", "any")]
    public async Task AnyKeyIsTaken(string header, string value)
    {
        using var stranger = new HttpClient();
        using var request = Request(header, value);

        using var answer = await stranger.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [TestCase("/")]
    [TestCase("/v1/images")]
    [TestCase("/v1/images/edits")]
    [TestCase("/v2/images/generations")]
    [TestCase("/openai/deployments/images/generations")]
    public async Task AnUnknownAddressIsNotFound(string path)
    {
        using var answer = await _emulator.PostAsync("""{"prompt": "otter"}""", path);

        var error = await ReadErrorAsync(answer, HttpStatusCode.NotFound);
        ((string)error["message"]!).Should().Be($"Invalid URL (POST {path})");
    }

    [Test]
    public async Task AnotherMethodIsNotAllowed()
    {
        using var answer = await _emulator.Http.GetAsync("images/generations");

        await ReadErrorAsync(answer, HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.Should().Equal("POST");
    }

    [Test]
    public async Task ALongRequestIsRefused()
    {
        using var answer = await _emulator.PostAsync($$"""{"prompt": "{{new string('o', 1000)}}"}""");

        await ReadErrorAsync(answer, HttpStatusCode.RequestEntityTooLarge);
    }

    [Test]
    public async Task ALongRequestOfUnknownLengthIsRefusedToo()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "images/generations");
        request.Content = new StringContent($$"""{"prompt": "{{new string('o', 1000)}}"}""");
        request.Headers.TransferEncodingChunked = true;

        using var answer = await _emulator.Http.SendAsync(request);

        await ReadErrorAsync(answer, HttpStatusCode.RequestEntityTooLarge);
    }

    private HttpRequestMessage Request(string? header, string? value)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_emulator.Emulator.Endpoint, "images/generations"))
        {
            Content = new StringContent("""{"prompt": "otter"}"""),
        };
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return request;
    }

    private static async Task<JObject> ReadErrorAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.Should().Be(expected, body);
        answer.Headers.Contains("x-request-id").Should().BeTrue();
        var json = JObject.Parse(body);
        json.Properties().Select(property => property.Name).Should().Equal("error");
        var error = (JObject)json["error"]!;
        error.Properties().Select(property => property.Name).Should().BeEquivalentTo("code", "message", "param", "type");
        ((string)error["type"]!).Should().Be("invalid_request_error");
        return error;
    }
}
