using OpenAIImages.Generated;

namespace OpenAIImages.Batch;

/// <summary>The options for reading an <see cref="ImageBatchList"/>.</summary>
public sealed class ImageBatchListOptions
{
    /// <summary>
    /// Gets or sets the parameters for lines that do not set them. If a line sets a parameter to null, it is not sent.
    /// The default is null.
    /// </summary>
    public CreateImageRequest? Defaults { get; set; }

    /// <summary>
    /// Gets or sets whether each request is checked against the rules of its model. The default is true.
    /// </summary>
    public bool ValidateRequests { get; set; } = true;
}
