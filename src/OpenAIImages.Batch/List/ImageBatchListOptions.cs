using OpenAIImages.Generated;

namespace OpenAIImages.Batch;

/// <summary>How an <see cref="ImageBatchList"/> is read.</summary>
public sealed class ImageBatchListOptions
{
    /// <summary>
    /// Gets or sets the parameters for all lines that do not set them themselves. A parameter that a line sets to null
    /// is not sent. None by default.
    /// </summary>
    public CreateImageRequest? Defaults { get; set; }

    /// <summary>
    /// Gets or sets whether each request is checked against the rules of its model. The default is true.
    /// </summary>
    public bool ValidateRequests { get; set; } = true;
}
