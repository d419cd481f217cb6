using System.Runtime.CompilerServices;
using OpenAIImages.Batch.Running;

namespace OpenAIImages.Batch.Transfer;

/// <summary>
/// Saves the images of output files of the Batch API, and writes the journal as if the requests had been sent.
/// </summary>
/// <param name="folder">The folder with its journal.</param>
/// <param name="options">The options.</param>
internal sealed class Importer(BatchFolder folder, ImageBatchOptions options)
{
    // As long as several images, since a line that crosses the end of a part is read for both parts.
    private const int PartLength = 32 * 1024 * 1024;

    // How many lines of a file that is not read in parts are read before their results are returned.
    private const int MaxLines = 16;

    private static readonly int MaxRunning = Math.Min(2 * Environment.ProcessorCount, 8);

    private readonly ItemLocks _locks = new();

    /// <summary>Reads a file once, in parallel parts.</summary>
    /// <returns>The results of the lines, in order, without items that were already done.</returns>
    public async IAsyncEnumerable<ImageBatchResult> ImportAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var file = Open(path);
        var (tasks, maxRunning) = file.CanSeek
            ? (ReadParts(path, file.Length, stopping.Token), MaxRunning)
            : (ReadInTurn(file, stopping.Token), 1);
        using var parts = tasks.GetEnumerator();
        Queue<Task<List<ImportedLine>>> running = [];
        try
        {
            var number = 0;
            while (true)
            {
                while (running.Count < maxRunning && parts.MoveNext()) running.Enqueue(parts.Current);
                if (running.Count == 0) yield break;
                foreach (var line in await running.Dequeue().ConfigureAwait(false))
                {
                    number++;
                    await line.Flushed.ConfigureAwait(false);
                    if (line.Failure is not null) yield return CreateInvalid(path, number, line.Failure);
                    if (line.Result is not null) yield return line.Result;
                }
            }
        }
        finally
        {
            stopping.Cancel();
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);

    private IEnumerable<Task<List<ImportedLine>>> ReadParts(
        string path, long length, CancellationToken cancellationToken)
    {
        for (long start = 0; start < length; start += PartLength)
        {
            var (first, end) = (start, start + PartLength);
            yield return Task.Run(
                async () =>
                {
                    using var file = Open(path);
                    using var part = new PartImporter(folder, options, _locks, file, first, end);
                    return await part.ReadAsync(int.MaxValue, cancellationToken).ConfigureAwait(false);
                },
                CancellationToken.None);
        }
    }

    /// <summary>Reads a file that is not seekable: each task starts after the previous task has ended.</summary>
    private IEnumerable<Task<List<ImportedLine>>> ReadInTurn(Stream file, CancellationToken cancellationToken)
    {
        using var part = new PartImporter(folder, options, _locks, file, start: 0, end: long.MaxValue);
        while (!part.IsEnded) yield return part.ReadAsync(MaxLines, cancellationToken);
    }

    private static ImageBatchResult CreateInvalid(string path, int number, FormatException failure) =>
        new(ImageBatchStatus.Failed, string.Empty, line: 0)
        {
            Code = "invalid_line",
            Message = $"Line {number} of {path}: {failure.Message}",
            Exception = failure,
        };
}
