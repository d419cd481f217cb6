using OpenAIImages.Generated.Responses;

namespace OpenAIImages.Generated;

public readonly partial struct ImageOutputFormat
{
    /// <summary>Gets the media type of the format, such as <c>image/png</c>; null if it is not known.</summary>
    public string? MediaType => ImageFormat.Of(ToString())?.MediaType;
}
