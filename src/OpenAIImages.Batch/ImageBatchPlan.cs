namespace OpenAIImages.Batch;

/// <summary>Describes what a run of a list in a folder has to do, according to the journal of earlier runs.</summary>
public sealed class ImageBatchPlan
{
    internal ImageBatchPlan()
    {
    }

    /// <summary>Gets the number of items in the list.</summary>
    public int Items { get; internal init; }

    /// <summary>Gets the number of items that are done.</summary>
    public int Done { get; internal init; }

    /// <summary>Gets the number of items that failed.</summary>
    public int Failed { get; internal init; }

    /// <summary>Gets the number of requests that the run sends, without retries.</summary>
    public int Requests { get; internal init; }

    /// <summary>Gets the number of images that these requests ask for.</summary>
    public long Images { get; internal init; }

    /// <summary>
    /// Gets the items that were sent, but whose result is not known. They may have been charged, and are sent again
    /// only if <see cref="ImageBatchOptions.RetryUnknown"/> is set.
    /// </summary>
    public IReadOnlyList<ImageBatchItem> Unknown { get; internal init; } = [];

    /// <summary>
    /// Gets the numbers of the lines that have changed since an earlier run. They count as new items.
    /// </summary>
    public IReadOnlyList<int> ChangedLines { get; internal init; } = [];

    /// <summary>Gets the number of items that were done in earlier runs, but are no longer in the list.</summary>
    public int Removed { get; internal init; }
}
