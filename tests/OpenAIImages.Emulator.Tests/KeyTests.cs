using System.Net;

namespace OpenAIImages.Emulator.Tests;

/// <summary>The key of a request.</summary>
public class KeyTests
{
    private EmulatorClient _any = null!;
    private EmulatorClient _one = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _any = await EmulatorClient.StartAsync();
        _one = await EmulatorClient.StartAsync(new ImagesEmulatorOptions { ApiKey = "sk-right" });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _any.DisposeAsync();
        await _one.DisposeAsync();
    }

    [TestCase(null, null)]
    [TestCase("Authorization", "Bearer ")]
    [TestCase("Authorization", "Bearer")]
    [TestCase("Authorization", "Basic dXNlcjpwYXNz")]
    [TestCase("api-key", " ")]
    public async Task A_request_without_a_key_is_unauthorized(string? header, string? value)
    {
        foreach (var emulator in new[] { _any, _one })
        {
            using var response = await SendAsync(emulator, header, value);

            var error = await ErrorBody.ReadAsync(response, HttpStatusCode.Unauthorized);
            (error.Type, error.Code, error.Param).Should().Be(("invalid_request_error", null, null));
            error.Message.Should().StartWith("You didn't provide an API key.");
            response.Headers.WwwAuthenticate.ToString().Should().Be("Bearer realm=\"OpenAI API\"");
        }
    }

    [TestCase("Authorization", "Bearer any")]
    [TestCase("Authorization", "bearer any")]
    [TestCase("api-key", "any")]
    public async Task ApiKey_null_accepts_any_key(string header, string value)
    {
        using var response = await SendAsync(_any, header, value);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [TestCase("Authorization", "Bearer sk-wrong")]
    [TestCase("Authorization", "Bearer SK-RIGHT")]
    [TestCase("api-key", "sk-wrong")]
    public async Task ApiKey_set_refuses_another_key_without_repeating_it(string header, string value)
    {
        using var response = await SendAsync(_one, header, value);

        (await ErrorBody.ReadAsync(response, HttpStatusCode.Unauthorized)).Should().Be(new ErrorBody(
            "invalid_request_error", "invalid_api_key", null, "Incorrect API key provided."));
    }

    [TestCase("Authorization", "Bearer sk-right")]
    [TestCase("api-key", "sk-right")]
    public async Task ApiKey_set_accepts_this_key(string header, string value)
    {
        using var response = await SendAsync(_one, header, value);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [TestCase("models")]
    [TestCase("models/dall-e-2")]
    public async Task Models_need_a_key_too(string path)
    {
        using var stranger = new HttpClient();

        using var response = await stranger.GetAsync(new Uri(_any.Emulator.Endpoint, path));

        await ErrorBody.ReadAsync(response, HttpStatusCode.Unauthorized);
    }

    private static async Task<HttpResponseMessage> SendAsync(EmulatorClient emulator, string? header, string? value)
    {
        using var stranger = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(emulator.Emulator.Endpoint, "images/generations"));
        request.Content = new StringContent("""{"prompt": "otter", "model": "dall-e-2", "size": "256x256"}""");
        if (header is not null) request.Headers.TryAddWithoutValidation(header, value);
        return await stranger.SendAsync(request);
    }
}
