using OpenAIImages.Generated.Responses.Extraction;

namespace OpenAIImages.Generated.Responses;

/// <summary>
/// The exception for a response that cannot be read; the client throws an <see cref="ApiException"/> instead.
/// </summary>
internal sealed class ResponseFormatException(ResponseFault fault, string message, Exception? innerException = null)
    : FormatException(message, innerException)
{
    public ResponseFault Fault => fault;

    /// <summary>Gets or sets the beginning of the body as text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Gets or sets the error that the server reports, if it is not in the text.</summary>
    public ApiError? Error { get; init; }

    /// <summary>Gets or sets the images that were read.</summary>
    public ImagesResponse? Images { get; set; }
}
