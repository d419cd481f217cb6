using System.Net;
using System.Text;
using System.Text.Json;

namespace OpenAIImages.Generated.Fuzzing;

/// <summary>Makes one call whose response is the input, and throws if a promise of the client is broken.</summary>
internal static class FuzzedCall
{
    // Both occur in the seeds.
    private const string Key = "sk-fuzz-0123456789abcdef";
    private const string Prompt = "a violet hedgehog on stilts";

    private static readonly int[] Statuses = [200, 200, 200, 202, 400, 401, 429, 500];
    private static readonly string[] Types = ["application/json", "text/event-stream", "image/png", "text/html"];

    /// <summary>Calls the client.</summary>
    /// <param name="input">One byte for the status, the content type and the kind of call; then the body.</param>
    /// <returns>The outcome.</returns>
    public static string Run(byte[] input)
    {
        var mode = input.Length > 0 ? input[0] : 0;
        using var http = new HttpClient(new BodyHandler(
            (HttpStatusCode)Statuses[mode % 8], Types[mode / 8 % 4], input.AsMemory(Math.Min(1, input.Length))));
        using var client = new ImagesClient(new ImagesClientOptions { ApiKey = Key }, http);
        try
        {
            return mode < 128 ? Create(client, mode >= 64) : Stream(client);
        }
        catch (ApiException failure)
        {
            var text = failure.ToString();
            Check(!text.Contains(Key) && !text.Contains(Prompt), "The exception contains a secret.");
            Check(failure.Response?.Contains(Key) != true, "The response of the exception contains the key.");
            if (failure.Images is { } images) CheckRoundTrip(images);
            return failure.Message;
        }
    }

    private static string Create(ImagesClient client, bool isDirect)
    {
        var request = new CreateImageRequest { Prompt = Prompt };
        var call = isDirect
            ? client.CreateImageAsync(request, _ => new MemoryStream())
            : client.CreateImageAsync(request);
        var images = call.GetAwaiter().GetResult();
        Check(images.Data.Count > 0, "A response without an image was returned.");
        CheckRoundTrip(images);
        return $"{images.Data.Count} images";
    }

    private static string Stream(ImagesClient client)
    {
        var events = client.CreateImageStreamAsync(new CreateImageRequest { Prompt = Prompt })
            .ToBlockingEnumerable().ToArray();
        Check(events.Any(item => item is ImageGenCompletedEvent), "A stream without an image ended without a failure.");
        return $"{events.Length} events";
    }

    /// <summary>Checks that a response that is written and read again is the same.</summary>
    private static void CheckRoundTrip(ImagesResponse images)
    {
        var json = JsonSerializer.Serialize(images);
        var copy = JsonSerializer.Deserialize<ImagesResponse>(json);
        var again = JsonSerializer.Serialize(copy);
        Check(again == json, $"After a round trip {json} is {again}.");
    }

    private static void Check(bool condition, string message)
    {
        if (!condition) throw new InvalidOperationException(message);
    }

    private sealed class BodyHandler(HttpStatusCode status, string type, ReadOnlyMemory<byte> body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ReadOnlyMemoryContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            var response = new HttpResponseMessage(status) { Content = content, RequestMessage = request };
            // The client must not trust any header either.
            var line = Encoding.Latin1.GetString(body.Span[..Math.Min(body.Length, 40)])
                .Replace('\n', ' ').Replace('\r', ' ');
            response.Headers.TryAddWithoutValidation("x-request-id", line);
            response.Headers.TryAddWithoutValidation("Retry-After", line);
            return Task.FromResult(response);
        }
    }
}
