using OpenAIImages.Generated.Responses;

namespace OpenAIImages.Generated;

public partial class ImageGenStreamEvent
{
    /// <summary>
    /// Gets or sets what the headers of the response say: request id, processing time, rate limits. It is not
    /// serialized.
    /// </summary>
    public ResponseMetadata Metadata { get => field ??= new(); set; }

    /// <summary>
    /// Gets the media type of the image, such as <c>image/png</c>: by how its bytes begin, or else by
    /// <see cref="OutputFormat"/>; null if neither is known.
    /// </summary>
    public string? MediaType =>
        (Bytes is { } bytes ? ImageFormat.Detect(bytes)?.MediaType : null) ?? OutputFormat?.MediaType;
}
