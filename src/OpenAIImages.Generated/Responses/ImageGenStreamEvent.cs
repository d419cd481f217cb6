using OpenAIImages.Generated.Responses;

namespace OpenAIImages.Generated;

public partial class ImageGenStreamEvent
{
    /// <summary>
    /// Gets or sets the data in the headers of the response: request id, processing time, rate limits. It is not
    /// serialized.
    /// </summary>
    public ResponseMetadata Metadata { get => field ??= new(); set; }

    /// <summary>
    /// Gets the media type of the image, such as <c>image/png</c>. It is detected from the bytes, or else taken from
    /// <see cref="OutputFormat"/>; null if unknown.
    /// </summary>
    public string? MediaType =>
        (Bytes is { } bytes ? ImageFormat.Detect(bytes)?.MediaType : null) ?? OutputFormat?.MediaType;
}
