using OpenAIImages.Generated;

namespace OpenAIImages.Batch;

/// <summary>How an item of a list ended. It is in the journal already.</summary>
public sealed class ImageBatchResult
{
    /// <summary>Initializes a new instance of the <see cref="ImageBatchResult"/> class.</summary>
    /// <param name="status">How the item ended.</param>
    /// <param name="id">Its id.</param>
    /// <param name="line">The number of its line, from 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    public ImageBatchResult(ImageBatchStatus status, string id, int line)
    {
        Status = status;
        Id = id ?? throw new ArgumentNullException(nameof(id));
        Line = line;
    }

    /// <summary>Gets how the item ended.</summary>
    public ImageBatchStatus Status { get; }

    /// <summary>Gets the id of the item, see <see cref="ImageBatchItem.Id"/>.</summary>
    public string Id { get; }

    /// <summary>Gets the number of its line, from 1.</summary>
    public int Line { get; }

    /// <summary>Gets the paths of the images that were saved.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Gets the response, without the bytes that were saved; null if there is none.</summary>
    public ImagesResponse? Response { get; init; }

    /// <summary>Gets the server's id of the request; null if it is not known.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets how long the last call took; null if it is not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>
    /// Gets the code of the failure: the server's, or else such as <c>status_500</c>, <c>connection_failed</c>,
    /// <c>timeout</c>, <c>invalid_response</c>, <c>file_error</c>; null if it did not fail.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>Gets the failure in words, which may be the server's; null if it did not fail.</summary>
    public string? Message { get; init; }

    /// <summary>Gets the failure; null if it did not fail.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Gets whether a request that failed, or whose end is not known, may have been charged.</summary>
    public bool MayBeCharged { get; init; }

    /// <summary>Gets whether an earlier request for this item may have been charged too.</summary>
    public bool MayRepeatCharge { get; init; }
}
