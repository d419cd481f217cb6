using System.Runtime.CompilerServices;
using OpenAIImages.Batch.Running;
using OpenAIImages.Batch.Transfer;

namespace OpenAIImages.Batch;

/// <summary>Imports results of the provider's Batch API into a folder and its journal.</summary>
public static class ImageBatchImport
{
    /// <summary>
    /// Reads output and error files of the Batch API once, in constant memory, and saves their images as if a run had
    /// sent the requests. Run the same list afterwards to send what is missing.
    /// </summary>
    /// <remarks>
    /// Items that are already done are skipped. Items that expired or were canceled are sent by the next run. Lines
    /// that belong to no item are returned as failed, with the code <c>not_in_list</c> or <c>invalid_line</c> and line
    /// 0, and are not written to the journal. Images are not flushed to disk one by one: after a power failure, import
    /// the files again. Unless files are replaced, an image whose path is taken, for example by an image from before
    /// the failure, gets the next free number.
    /// </remarks>
    /// <param name="list">The list.</param>
    /// <param name="folder">The folder for the images and the journal, which is created if it does not exist.</param>
    /// <param name="paths">The paths of the output and error files.</param>
    /// <param name="options">
    /// The clock, the journal, and whether files are replaced. The default is null, which uses default options.
    /// </param>
    /// <param name="cancellationToken">Cancels the import; images that were imported are kept.</param>
    /// <returns>The result of each line.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the folder is blank.</exception>
    /// <exception cref="ImageBatchListException">A file exists where an image needs a folder.</exception>
    /// <exception cref="InvalidDataException">
    /// The journal is damaged.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read or written, or a run uses the folder.</exception>
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
        opened.CreatePlan(copy, isImport: true);
        opened.Files.DeleteLeftovers();
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
