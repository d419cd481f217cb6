using System.Net;
using System.Text;

namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>A primary handler that records requests, and responds as the test specifies.</summary>
internal sealed class ImageServer(Func<HttpRequestMessage, HttpResponseMessage>? respond = null) : HttpMessageHandler
{
    public const string Key = FaultClient.Key;
    public const string Prompt = FaultClient.Prompt;

    public List<Uri> Addresses { get; } = [];

    public List<string> Headers { get; } = [];

    public static CreateImageRequest Request() => new() { Prompt = Prompt, Model = ImageModel.GptImage2 };

    public static HttpResponseMessage Image() => new(HttpStatusCode.OK)
    {
        Content = new StringContent(
            """{"created":1,"data":[{"b64_json":"AAEC"}]}""", Encoding.UTF8, "application/json"),
    };

    public static HttpResponseMessage TooManyRequests(int retryAfter) => new(HttpStatusCode.TooManyRequests)
    {
        Headers = { { "Retry-After", $"{retryAfter}" } },
        Content = new StringContent(
            """{"error":{"message":"Slow down.","code":"rate_limit_exceeded"}}""", Encoding.UTF8, "application/json"),
    };

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Addresses.Add(request.RequestUri!);
        Headers.Add($"{request.Headers}");
        var response = respond is null ? Image() : respond(request);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(response);
    }
}
