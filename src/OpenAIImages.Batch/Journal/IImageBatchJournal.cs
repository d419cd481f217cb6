namespace OpenAIImages.Batch;

/// <summary>
/// Records what happened to the items of a list, so that a run can be continued after the process was killed.
/// </summary>
public interface IImageBatchJournal : IDisposable
{
    /// <summary>
    /// Reads all entries, starting with the first. This method is called once, before anything is written.
    /// </summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The entries.</returns>
    IAsyncEnumerable<ImageBatchEntry> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds an entry. This method may be called again before an earlier call has completed.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>A task that completes when the entry would survive a power failure.</returns>
    Task WriteAsync(ImageBatchEntry entry);
}
