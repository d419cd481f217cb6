namespace OpenAIImages.Batch;

/// <summary>What a run of a list in a folder has to do, by the journal of earlier runs.</summary>
public sealed class ImageBatchPlan
{
    internal ImageBatchPlan()
    {
    }

    /// <summary>Gets how many items the list has.</summary>
    public int Items { get; internal init; }

    /// <summary>Gets how many of them are done.</summary>
    public int Done { get; internal init; }

    /// <summary>Gets how many of them failed.</summary>
    public int Failed { get; internal init; }

    /// <summary>Gets how many requests the run sends, apart from retries.</summary>
    public int Requests { get; internal init; }

    /// <summary>Gets how many images these ask for.</summary>
    public long Images { get; internal init; }

    /// <summary>
    /// Gets the items that were sent, and whose end is not known: they may have been charged. They are sent again only
    /// if <see cref="ImageBatchOptions.RetryUnknown"/> is set.
    /// </summary>
    public IReadOnlyList<ImageBatchItem> Unknown { get; internal init; } = [];

    /// <summary>
    /// Gets the numbers of the lines that have changed since an earlier run. They are new items.
    /// </summary>
    public IReadOnlyList<int> ChangedLines { get; internal init; } = [];

    /// <summary>Gets how many items were done in earlier runs, and are not in the list any more.</summary>
    public int Removed { get; internal init; }
}
