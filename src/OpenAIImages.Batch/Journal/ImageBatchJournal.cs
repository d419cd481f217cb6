using System.Runtime.CompilerServices;
using System.Text;
using Newtonsoft.Json;
using OpenAIImages.Batch.Journal;
using OpenAIImages.Batch.List;

namespace OpenAIImages.Batch;

/// <summary>
/// Stores a journal in a file. Each line is a JSON object, which is appended and flushed to disk. Only one process at a
/// time can open the file.
/// </summary>
public sealed class ImageBatchJournal : IImageBatchJournal
{
    /// <summary>The name of the file in the folder of the images: <c>batch.jsonl</c>.</summary>
    public const string FileName = OwnFiles.Journal;

    private readonly FileStream _lock;
    private readonly FileStream _file;
    private readonly object _gate = new();
    private StringBuilder _waiting = new();
    private TaskCompletionSource<bool> _flushed = CreateSource();
    private bool _isWriting;
    private bool _isDisposed;

    private ImageBatchJournal(FileStream @lock, FileStream file)
    {
        _lock = @lock;
        _file = file;
    }

    /// <summary>Opens the journal of a folder, or creates it if it does not exist.</summary>
    /// <param name="folder">The folder, which must exist.</param>
    /// <returns>The journal, which no other process can open until it is disposed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="folder"/> is null.</exception>
    /// <exception cref="IOException">Another run uses it, or the folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static ImageBatchJournal Open(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var @lock = Lock(folder);
        try
        {
            // The journal file itself is not locked, so that other programs can read it during a run.
            var file = new FileStream(
                Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
            return new ImageBatchJournal(@lock, file);
        }
        catch
        {
            @lock.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">
    /// A line is not an entry. An incomplete last line is not an error: the process was killed while it wrote.
    /// </exception>
    public async IAsyncEnumerable<ImageBatchEntry> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _file.Position = 0;
        var lines = new LineReader(_file);
        await foreach (var entry in ReadAsync(lines, _file.Name, cancellationToken).ConfigureAwait(false))
        {
            yield return entry;
        }

        // So that the next entry begins on a new line.
        if (lines.Number > 0 && !lines.IsTerminated)
        {
            Parse(lines, _file.Name, out var isTorn);
            if (isTorn) _file.SetLength(lines.Offset);
            else _file.WriteByte((byte)'\n');
        }

        _file.Position = _file.Length;
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The journal was disposed.</exception>
    /// <exception cref="IOException">The disk is full, or failed.</exception>
    public Task WriteAsync(ImageBatchEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var line = JournalJson.Write(entry);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _waiting.Append(line).Append('\n');
            // Entries that arrive during a flush share the next flush.
            if (!_isWriting)
            {
                _isWriting = true;
                _ = Task.Run(WriteWaiting);
            }

            return _flushed.Task;
        }
    }

    /// <summary>Closes the journal, after pending entries are written.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            while (_isWriting) Monitor.Wait(_gate);
        }

        _file.Dispose();
        _lock.Dispose();
    }

    /// <summary>Reads the entries of a folder that may have no journal, without a lock.</summary>
    internal static async IAsyncEnumerable<ImageBatchEntry> PeekAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) yield break;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        await foreach (var entry in ReadAsync(new LineReader(file), path, cancellationToken).ConfigureAwait(false))
        {
            yield return entry;
        }
    }

    private static FileStream Lock(string folder)
    {
        var path = Path.Combine(folder, OwnFiles.Lock);
        try
        {
            // The lock file is not deleted: otherwise two processes could lock two different files with that name.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new IOException($"Another run is working in {folder}, or {path} cannot be opened.", failure);
        }
    }

    private static async IAsyncEnumerable<ImageBatchEntry> ReadAsync(
        LineReader lines, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Parse(lines, path, out _) is { } entry) yield return entry;
            if (!lines.IsTerminated) yield break;
        }
    }

    /// <summary>Returns the entry of a line; null if it has none.</summary>
    /// <param name="lines">The reader, at the line.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="isTorn">Whether this is an incomplete last line.</param>
    private static ImageBatchEntry? Parse(LineReader lines, string path, out bool isTorn)
    {
        isTorn = !lines.IsTerminated;
        try
        {
            var text = LineParser.ToText(lines.Line);
            if (text.Length == 0) return null;
            var entry = JournalJson.Read(text);
            isTorn = false;
            return entry;
        }
        catch (FormatException failure) when (!isTorn || failure.InnerException is not (null or JsonException))
        {
            // JSON is never an incomplete entry. If it is no entry, the file may be something else, such as the list.
            throw new InvalidDataException($"Line {lines.Number} of {path} is not an entry.", failure);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private void WriteWaiting()
    {
        while (true)
        {
            string text;
            TaskCompletionSource<bool> flushed;
            lock (_gate)
            {
                if (_waiting.Length == 0)
                {
                    _isWriting = false;
                    Monitor.PulseAll(_gate);
                    return;
                }

                text = _waiting.ToString();
                _waiting = new StringBuilder();
                flushed = _flushed;
                _flushed = CreateSource();
            }

            try
            {
                Write(Encoding.UTF8.GetBytes(text));
                flushed.SetResult(true);
            }
            catch (Exception failure)
            {
                flushed.SetException(failure);
            }
        }
    }

    private void Write(byte[] bytes)
    {
        var length = _file.Position;
        try
        {
            _file.Write(bytes, 0, bytes.Length);
            _file.Flush(flushToDisk: true);
        }
        catch
        {
            // Removes an entry that a full disk cut off.
            _file.SetLength(length);
            throw;
        }
    }

    private static TaskCompletionSource<bool> CreateSource() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
