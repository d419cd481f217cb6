using System.Text;

namespace OpenAIImages.Batch.Transfer;

/// <summary>One file for the Batch API. It is moved to its path when all files are complete.</summary>
/// <param name="path">The path.</param>
/// <param name="part">The number of the file for its model, starting at 1.</param>
internal sealed class ExportFile(string path, int part) : IDisposable
{
    private static readonly byte[] LineBreak = "\n"u8.ToArray();

    private readonly string _temporaryPath = $"{path}.{Guid.NewGuid():N}.tmp";
    private FileStream? _file;
    private long _length;
    private int _lines;

    public string Path { get; set; } = path;

    public int Part => part;

    /// <summary>Adds a line, if it fits within the limits of the Batch API.</summary>
    public bool TryAdd(string line, int maxLines, long maxBytes)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        if (_lines == maxLines || (_lines > 0 && _length + bytes.Length + 1 > maxBytes)) return false;
        _file ??= new FileStream(_temporaryPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024);
        _file.Write(bytes, 0, bytes.Length);
        _file.Write(LineBreak, 0, LineBreak.Length);
        _length += bytes.Length + LineBreak.Length;
        _lines++;
        return true;
    }

    public void Close() => _file?.Dispose();

    public void Commit(bool overwrite)
    {
        if (overwrite) File.Delete(Path);
        File.Move(_temporaryPath, Path);
    }

    /// <summary>Deletes the file unless it was committed.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        File.Delete(_temporaryPath);
    }
}
