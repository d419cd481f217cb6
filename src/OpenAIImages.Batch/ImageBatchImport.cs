using System.Runtime.CompilerServices;
using OpenAIImages.Batch.Running;
using OpenAIImages.Batch.Transfer;

namespace OpenAIImages.Batch;

/// <summary>Brings results of the provider's Batch API into a folder and its journal.</summary>
public static class ImageBatchImport
{
    /// <summary>
    /// Reads output and error files of the Batch API once, in constant memory, and saves their images as if a run had
    /// sent the requests. A run of the same list can do what is missing.
    /// </summary>
    /// <remarks>
    /// Items that are done already are skipped. Items that expired or were canceled are still to be sent. Lines that
    /// belong to no item are returned as failed, with <c>not_in_list</c> or <c>invalid_line</c>, line 0, and are not in
    /// the journal. Images are not flushed to the disk one by one: after a loss of power, import the files again.
    /// </remarks>
    /// <param name="list">The list.</param>
    /// <param name="folder">The folder for the images and the journal, which is created if it does not exist.</param>
    /// <param name="paths">The files.</param>
    /// <param name="options">The clock, the journal, and whether files are replaced; the defaults if null.</param>
    /// <param name="cancellationToken">Cancels the import; what was imported stays.</param>
    /// <returns>What came of each line.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the folder is blank.</exception>
    /// <exception cref="ImageBatchListException">An image would come to a file that no run has written.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged, other than by a kill.</exception>
    /// <exception cref="IOException">A file cannot be read or written, or a run has the folder.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    /// <exception cref="OperationCanceledException">The import was canceled.</exception>
    public static async IAsyncEnumerable<ImageBatchResult> ReadAsync(
        ImageBatchList list,
        string folder,
        IEnumerable<string> paths,
        ImageBatchOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var copy = options?.Copy() ?? new ImageBatchOptions();
        copy.RetryFailed = copy.RetryUnknown = true;
        using var opened = await BatchFolder.OpenAsync(list, folder, copy, cancellationToken).ConfigureAwait(false);
        opened.CreatePlan(copy);
        var importer = new Importer(opened, copy);
        foreach (var path in paths)
        {
            await foreach (var result in importer.ImportAsync(path, cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
    }
}
