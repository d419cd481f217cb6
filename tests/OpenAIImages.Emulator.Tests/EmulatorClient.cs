using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Tests;

/// <summary>An emulator with a plain HttpClient, without the library.</summary>
internal sealed class EmulatorClient : IAsyncDisposable
{
    private EmulatorClient(ImagesEmulator emulator) => Emulator = emulator;

    public ImagesEmulator Emulator { get; }

    public HttpClient Http { get; } = new();

    public static async Task<EmulatorClient> StartAsync(ImagesEmulatorOptions? options = null)
    {
        var client = new EmulatorClient(await ImagesEmulator.StartAsync(options));
        client.Http.BaseAddress = client.Emulator.Endpoint;
        client.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "any");
        return client;
    }

    public Task<HttpResponseMessage> PostAsync(string json, string path = "images/generations") =>
        Http.PostAsync(path, Json(json));

    /// <summary>Sends a request and reads only the headers of its response.</summary>
    public Task<HttpResponseMessage> StartPostAsync(string json) => Http.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "images/generations") { Content = Json(json) },
        HttpCompletionOption.ResponseHeadersRead);

    /// <summary>Expects success.</summary>
    public async Task<JObject> CreateAsync(string json, string path = "images/generations")
    {
        using var response = await PostAsync(json, path);
        var body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).Should().Be(200, body);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        return JObject.Parse(body);
    }

    /// <summary>Expects success and base64.</summary>
    public async Task<PngFile> DrawAsync(string json)
    {
        var response = await CreateAsync(json);
        return PngFile.Parse((byte[])response["data"]![0]!["b64_json"]!);
    }

    /// <summary>Expects status 400.</summary>
    public async Task<ErrorBody> FailAsync(string json, string path = "images/generations")
    {
        using var response = await PostAsync(json, path);
        return await ErrorBody.ReadAsync(response, HttpStatusCode.BadRequest);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Emulator.DisposeAsync();
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
