namespace OpenAIImages.Generated;

public partial class ImagesResponse
{
    /// <summary>
    /// Gets or sets the data in the headers of the response: request id, processing time, rate limits. It is not
    /// serialized.
    /// </summary>
    public ResponseMetadata Metadata { get => field ??= new(); set; }

    /// <summary>Converts each value that can be read as an image.</summary>
    internal void Normalize()
    {
        if (Data.Count == 0 && Image.IsIn(AdditionalProperties))
        {
            // Some servers return the image itself instead of a list.
            var image = new Image();
            image.Take(AdditionalProperties);
            Data.Add(image);
        }
        else if (Data.Count == 0
            && AdditionalProperties.TryGetValue(JsonNames.Data, out var text)
            && Image.FromText(text) is { } only)
        {
            AdditionalProperties.Remove(JsonNames.Data);
            Data.Add(only);
        }

        foreach (var image in Data)
        {
            image.OutputFormat = OutputFormat;
            image.Normalize();
        }
    }
}
