using OpenAIImages.Generated;

namespace OpenAIImages.Batch;

/// <summary>Represents an entry of an <see cref="IImageBatchJournal"/>.</summary>
public sealed class ImageBatchEntry
{
    /// <summary>Initializes a new instance of the <see cref="ImageBatchEntry"/> class.</summary>
    /// <param name="kind">What happened.</param>
    /// <param name="id">The id of the item.</param>
    /// <param name="hash">The hash of the item's line.</param>
    /// <param name="line">The number of the line at that time.</param>
    /// <param name="time">When it happened.</param>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> or <paramref name="hash"/> is null.</exception>
    public ImageBatchEntry(ImageBatchEvent kind, string id, string hash, int line, DateTimeOffset time)
    {
        Kind = kind;
        Id = id ?? throw new ArgumentNullException(nameof(id));
        Hash = hash ?? throw new ArgumentNullException(nameof(hash));
        Line = line;
        Time = time;
    }

    /// <summary>Gets what happened.</summary>
    public ImageBatchEvent Kind { get; }

    /// <summary>Gets the id of the item.</summary>
    public string Id { get; }

    /// <summary>Gets the hash of the content of the line, as 16 hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>Gets the number of the line at that time, starting at 1.</summary>
    public int Line { get; }

    /// <summary>Gets when it happened.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>
    /// Gets whether the item was already sent without a known result, so that it may be charged twice.
    /// </summary>
    public bool MayRepeatCharge { get; init; }

    /// <summary>Gets whether a request that failed, or whose result is not known, may have been charged.</summary>
    public bool MayBeCharged { get; init; }

    /// <summary>Gets the paths of the images, relative to the folder, with slashes.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Gets the server's id of the request; null if it is not known.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets the tokens that were used; null if the server did not report them.</summary>
    public ImageUsage? Usage { get; init; }

    /// <summary>Gets how long the call took; null if it has not ended.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Gets the code of the failure; null if there is none.</summary>
    public string? Code { get; init; }

    /// <summary>Gets the message of the failure; null if there is none.</summary>
    public string? Message { get; init; }
}
