namespace OpenAIImages.Batch;

/// <summary>Keeps what happened to the items of a list, so that a run can go on after it was killed.</summary>
public interface IImageBatchJournal : IDisposable
{
    /// <summary>Reads all entries, from the first on. It is called once, before anything is written.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The entries.</returns>
    IAsyncEnumerable<ImageBatchEntry> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds an entry. It may be called again before the last call has ended.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>A task that completes when the entry would survive a loss of power.</returns>
    Task WriteAsync(ImageBatchEntry entry);
}
