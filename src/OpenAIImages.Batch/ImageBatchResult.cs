using OpenAIImages.Generated;

namespace OpenAIImages.Batch;

/// <summary>Represents the result of an item of a list. The journal already contains it.</summary>
public sealed class ImageBatchResult
{
    /// <summary>Initializes a new instance of the <see cref="ImageBatchResult"/> class.</summary>
    /// <param name="status">The status of the item.</param>
    /// <param name="id">The id of the item.</param>
    /// <param name="line">The number of the line, starting at 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    public ImageBatchResult(ImageBatchStatus status, string id, int line)
    {
        Status = status;
        Id = id ?? throw new ArgumentNullException(nameof(id));
        Line = line;
    }

    /// <summary>Gets the status of the item.</summary>
    public ImageBatchStatus Status { get; }

    /// <summary>Gets the id of the item, see <see cref="ImageBatchItem.Id"/>.</summary>
    public string Id { get; }

    /// <summary>Gets the number of the line, starting at 1.</summary>
    public int Line { get; }

    /// <summary>Gets the paths of the images that were saved.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Gets the response, without the bytes that were saved; null if there is no response.</summary>
    public ImagesResponse? Response { get; init; }

    /// <summary>Gets the server's id of the request; null if it is not known.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets how long the last call took; null if it is not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>
    /// Gets the code of the failure: the server's code, or a code such as <c>status_500</c>, <c>connection_failed</c>,
    /// <c>timeout</c>, <c>invalid_response</c> or <c>file_error</c>; null if the item did not fail.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>
    /// Gets the message of the failure, which may come from the server; null if the item did not fail.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>Gets the exception; null if the item did not fail.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Gets whether a request that failed, or whose result is not known, may have been charged.</summary>
    public bool MayBeCharged { get; init; }

    /// <summary>Gets whether an earlier request for this item may also have been charged.</summary>
    public bool MayRepeatCharge { get; init; }
}
