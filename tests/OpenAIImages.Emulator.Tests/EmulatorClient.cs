using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Tests;

/// <summary>An emulator and a plain HttpClient for it, without the library between them.</summary>
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
        Http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Expects success.</summary>
    public async Task<JObject> CreateAsync(string json, string path = "images/generations")
    {
        using var answer = await PostAsync(json, path);
        var body = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).Should().Be(200, body);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        return JObject.Parse(body);
    }

    /// <summary>Expects success and base64.</summary>
    public async Task<PngFile> DrawAsync(string json)
    {
        var answer = await CreateAsync(json);
        return PngFile.Parse((byte[])answer["data"]![0]!["b64_json"]!);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Emulator.DisposeAsync();
    }
}
