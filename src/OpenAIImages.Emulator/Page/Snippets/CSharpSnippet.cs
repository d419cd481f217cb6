using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Page.Snippets;

/// <summary>A request as a C# program.</summary>
internal static class CSharpSnippet
{
    /// <summary>Writes the program.</summary>
    public static string Create(JObject request, SnippetTarget target)
    {
        var key = target.NeedsKey
            ? $"Environment.GetEnvironmentVariable(\"{SnippetTarget.KeyVariable}\")"
            : CSharpText.Quote(SnippetTarget.AnyKey);
        var (properties, others) = CSharpObject.Split(request, typeof(CreateImageRequest));
        var lines = properties.Select(property => $"    {property.Name} = {property.Value},\n");
        var assignments = others.Select(other =>
            $"request.AdditionalProperties[{CSharpText.Quote(other.Name)}] = {CSharpText.Literal(other.Value)};\n");
        var isStream = request["stream"] is JValue { Value: true };
        return $$"""
            using OpenAIImages.Generated;

            using var client = new ImagesClient(new ImagesClientOptions
            {
                ApiKey = {{key}},
                Endpoint = new Uri({{CSharpText.Quote(target.Endpoint.AbsoluteUri)}}),
            });
            var request = new CreateImageRequest
            {
            {{string.Concat(lines)}}};
            {{string.Concat(assignments)}}{{(isStream ? Streaming : Saving)}}
            """.ReplaceLineEndings("\n");
    }

    private const string Saving = """
        SavedImages saved = await client.SaveImagesAsync(request, "image.png");
        Console.WriteLine(string.Join(", ", saved.Paths));
        """;

    private const string Streaming = """
        await foreach (ImageGenStreamEvent item in client.CreateImageStreamAsync(request))
        {
            Console.WriteLine($"{item.Type}, {item.Bytes?.Length} bytes");
        }
        """;
}
