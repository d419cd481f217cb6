namespace OpenAIImages.Generated.Files;

/// <summary>A file that is written beside its place, and put there when it is whole.</summary>
internal sealed class AtomicFile : IDisposable
{
    private const int LongestSignature = 256;
    private const int BufferSize = 64 * 1024;

    private readonly string _path;
    private readonly string _temporaryPath;

    private AtomicFile(string path, string temporaryPath)
    {
        _path = path;
        _temporaryPath = temporaryPath;
        Stream = new FileStream(
            temporaryPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous);
    }

    public FileStream Stream { get; }

    /// <summary>Whether an image was written to its end: its stream is closed then, and one that failed has no file.</summary>
    public bool IsWhole => !Stream.CanWrite && File.Exists(_temporaryPath);

    /// <summary>Begins a file for the place of <paramref name="path"/>.</summary>
    /// <exception cref="IOException">The folder does not exist, or takes no file.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static AtomicFile Begin(string path) => new(path, Path.Combine(FolderOf(path), $".{Guid.NewGuid():N}.tmp"));

    /// <summary>Refuses a path that cannot become a file, or one that exists, before anything is paid for.</summary>
    /// <remarks>
    /// Which extension a path without one will get is known too late: a file with that of any format counts as one that
    /// exists.
    /// </remarks>
    /// <inheritdoc cref="CheckPath"/>
    public static void CheckPathAndExtensions(string path, bool overwrite)
    {
        CheckPath(path, overwrite);
        if (Path.HasExtension(path)) return;
        foreach (var extension in ImageFormat.Extensions) CheckPath(path + extension, overwrite);
    }

    /// <summary>Refuses a path that cannot become a file, or one that exists.</summary>
    /// <exception cref="ArgumentException">The path is null or blank.</exception>
    /// <exception cref="IOException">
    /// The path is a folder, or in one that does not exist, or a file that must not be overwritten.
    /// </exception>
    public static void CheckPath(string path, bool overwrite)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new ArgumentException("The path is null or blank.", nameof(path));
        if (Directory.Exists(path)) throw new IOException($"{path} is a folder.");
        if (!Directory.Exists(FolderOf(path))) throw new DirectoryNotFoundException($"The folder of {path} does not exist.");
        if (!overwrite && File.Exists(path)) throw new IOException($"{path} exists already.");
    }

    /// <summary>Puts the file in its place, with the extension of its format where the path has none.</summary>
    /// <returns>The path of the file.</returns>
    /// <exception cref="IOException">There is a file that must not be overwritten.</exception>
    public string Commit(bool overwrite)
    {
        Stream.Dispose();
        var path = Path.HasExtension(_path) ? _path : _path + ReadExtension(_temporaryPath);
        CheckPath(path, overwrite);
#if NET
        File.Move(_temporaryPath, path, overwrite);
#else
        if (overwrite && File.Exists(path)) File.Replace(_temporaryPath, path, destinationBackupFileName: null);
        else File.Move(_temporaryPath, path);
#endif
        return path;
    }

    /// <summary>The same where another failure is on its way to the caller, who is to hear of that one.</summary>
    public void TryCommit(bool overwrite) => IgnoreFailure(() => Commit(overwrite));

    /// <summary>Deletes what was not committed.</summary>
    public void Dispose()
    {
        // What is left in its buffer may not fit the disk.
        IgnoreFailure(Stream.Dispose);
        File.Delete(_temporaryPath);
    }

    /// <summary>Does what must not hide why it is done: the failure that is on its way to the caller.</summary>
    internal static void IgnoreFailure(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static string FolderOf(string path) =>
        Path.GetDirectoryName(Path.GetFullPath(path)) ?? throw new IOException("The path names no file.");

    private static string ReadExtension(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[LongestSignature];
        return ImageFormat.ExtensionOf(start.AsSpan(0, file.Read(start, 0, start.Length)));
    }
}
