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

    /// <summary>Moves the file to its path. A file that is replaced keeps its mode; a link is followed.</summary>
    public void Commit(bool overwrite)
    {
#if NET
        var target = Path;
        if (overwrite && File.Exists(Path))
        {
            // .NET resolves a link whose path has no folder in the root.
            var whole = System.IO.Path.GetFullPath(Path);
            target = File.ResolveLinkTarget(whole, returnFinalTarget: true)?.FullName ?? whole;
            if (IsDevice(target)) throw new IOException($"{Path} is a device.");
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(_temporaryPath, File.GetUnixFileMode(target));
            }
        }

        File.Move(_temporaryPath, target, overwrite);
#else
        if (overwrite) File.Delete(Path);
        File.Move(_temporaryPath, Path);
#endif
    }

#if NET
    // .NET does not tell a device, such as /dev/null, from a file.
    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
#endif

    /// <summary>Deletes the file unless it was committed.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        File.Delete(_temporaryPath);
    }
}
