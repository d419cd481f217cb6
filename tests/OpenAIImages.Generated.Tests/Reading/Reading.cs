using System.Net.Http.Headers;
using System.Text;
using FluentAssertions.Execution;

namespace OpenAIImages.Generated.Tests;

/// <summary>The two ways to get images from base64.</summary>
public enum Form
{
    /// <summary>In <see cref="Image.Bytes"/>.</summary>
    Buffered,

    /// <summary>In streams that the caller opens.</summary>
    Direct,
}

/// <summary>
/// The result of a call: the response, and the bytes of its images by their index, wherever they went.
/// </summary>
internal sealed record Reading(ImagesResponse Response, IReadOnlyDictionary<int, byte[]> Images)
{
    public static readonly CreateImageRequest Request = new() { Prompt = "A cute baby sea otter" };

    /// <summary>Calls the client, and lets it read the body of a response with status 200.</summary>
    public static Task<Reading> OfAsync(string body, Form form, Arrival arrival = Arrival.AtOnce) =>
        OfAsync(ContentOf(new ChunkedStream(Encoding.UTF8.GetBytes(body), arrival)), form);

    /// <inheritdoc cref="OfAsync(string, Form, Arrival)"/>
    public static async Task<Reading> OfAsync(HttpContent content, Form form, long? maxResponseBytes = null)
    {
        using var client = ClientFor(content, maxResponseBytes);
        if (form == Form.Buffered)
        {
            var response = await client.CreateImageAsync(Request);
            return new Reading(response, response.Data.Index().Where(it => it.Item.Bytes is not null)
                .ToDictionary(it => it.Index, it => it.Item.Bytes!));
        }

        var streams = new Dictionary<int, MemoryStream>();
        try
        {
            var response = await client.CreateImageAsync(Request, index => streams[index] = new MemoryStream());
            response.Data.Should().NotContain(image => image.Bytes != null);
            return new Reading(response, streams.ToDictionary(it => it.Key, it => it.Value.ToArray()));
        }
        finally
        {
            streams.Values.Should().NotContain(stream => stream.CanWrite, "each is closed, come what may");
        }
    }

    /// <summary>Does the same in each form, with a body that arrives in each way.</summary>
    public static async Task ForEachAsync(Func<Form, Arrival, Task> test)
    {
        foreach (var form in Enum.GetValues<Form>())
        {
            foreach (var arrival in Enum.GetValues<Arrival>())
            {
                using var scope = new AssertionScope($"{form}, {arrival}");
                await test(form, arrival);
            }
        }
    }

    public static ImagesClient ClientFor(HttpContent content, long? maxResponseBytes = null)
    {
        var options = new ImagesClientOptions { ApiKey = "key", DownloadWithHttpClient = true };
        options.MaxResponseBytes = maxResponseBytes ?? options.MaxResponseBytes;
        return new ImagesClient(options, new HttpClient(new ScriptedHandler((_, _) =>
            Task.FromResult(new HttpResponseMessage { Content = content }))));
    }

    public static HttpContent ContentOf(Stream body, string contentType = "application/json")
    {
        var content = new StreamContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return content;
    }
}
