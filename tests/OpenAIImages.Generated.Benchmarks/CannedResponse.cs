using System.Text;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>A response with a number of images of a given size, or with a URL.</summary>
internal sealed class CannedResponse
{
    private CannedResponse(byte[] body, bool hasLength)
    {
        Body = body;
        HasLength = hasLength;
    }

    /// <summary>The JSON.</summary>
    public byte[] Body { get; }

    /// <summary>Whether the response has a Content-Length.</summary>
    public bool HasLength { get; }

    public static CannedResponse OfUrl() => new(
        """
        {"created":1589478378,"data":[{"url":"https://images.example/otter.png","revised_prompt":"A cute sea otter."}]}
        """u8
            .ToArray(),
        hasLength: true);

    /// <summary>
    /// Creates images of random bytes: their content does not matter to a client, but must not be repetitive.
    /// </summary>
    public static CannedResponse OfImages(int count, int megabytes, bool hasLength = true)
    {
        var random = new Random(Seed: 42);
        var bytes = new byte[megabytes * 1024 * 1024];
        var json = new StringBuilder("""{"created":1589478378,"background":"opaque","data":[""");
        for (var i = 0; i < count; i++)
        {
            random.NextBytes(bytes);
            json.Append(i == 0 ? "" : ",").Append("""{"b64_json":""").Append('"')
                .Append(Convert.ToBase64String(bytes)).Append("\"}");
        }

        json.Append("""
            ],"output_format":"png","quality":"high","size":"1024x1024","usage":{"input_tokens":10,"output_tokens":4160,
            "total_tokens":4170,"input_tokens_details":{"text_tokens":10,"image_tokens":0}}}
            """);
        return new CannedResponse(Encoding.UTF8.GetBytes(json.ToString()), hasLength);
    }
}
