using OpenAIImages.Generated.Internal;
using OpenAIImages.Generated.Responses;

namespace OpenAIImages.Generated.Files;

/// <summary>
/// A file that is written under a temporary name in the folder of its path, and renamed when it is complete.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
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

    /// <summary>Gets whether the file was written to its end: then its stream is closed, and it still exists.</summary>
    public bool IsComplete => !Stream.CanWrite && File.Exists(_temporaryPath);

    /// <summary>Begins a file.</summary>
    /// <exception cref="IOException">The folder does not exist, or takes no file.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static AtomicFile Begin(string path)
    {
        // A link is written through: it stays, and the file that it leads to changes.
        path = GetTarget(path);
        return new AtomicFile(path, Path.Combine(ImagePath.GetFolder(path), $".{Guid.NewGuid():N}.tmp"));
    }

    /// <summary>Completes the file, after what a full disk refuses was found out.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        Stream.Dispose();
    }

    /// <summary>
    /// Renames the file to its path, with the extension of its format if the path has none. If another file is there
    /// and must not be replaced, the next free number is added: an image that was paid for is not lost.
    /// </summary>
    /// <param name="overwrite">Whether a file at the path is replaced.</param>
    /// <param name="allowSvg">Whether the extension may be <c>.svg</c>.</param>
    /// <returns>The path of the file.</returns>
    public string Commit(bool overwrite, bool allowSvg)
    {
        Stream.Dispose();
        var path = ImagePath.HasExtension(_path) ? _path : _path + ReadExtension(allowSvg);
        var target = path;
        for (var number = 2; !TryMove(target, overwrite); number++) target = ImagePath.Number(path, number);
        return target;
    }

    /// <summary>Deletes the file unless it was committed.</summary>
    public void Dispose()
    {
        // What is left in its buffer may not fit on the disk.
        BestEffort.Run(Stream.Dispose);
        BestEffort.Run(() => File.Delete(_temporaryPath));
    }

    private bool TryMove(string target, bool overwrite)
    {
        if (File.Exists(target))
        {
            if (!overwrite) return false;
            Replace(target);
            return true;
        }

        try
        {
            File.Move(_temporaryPath, target);
            return true;
        }
        catch (IOException) when (File.Exists(target))
        {
            return overwrite && TryMove(target, overwrite);
        }
    }

    private void Replace(string target)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_temporaryPath, File.GetUnixFileMode(target));
            File.Move(_temporaryPath, target, overwrite: true);
            return;
        }
#endif
        File.Replace(_temporaryPath, target, destinationBackupFileName: null);
    }

    private static string GetTarget(string path) =>
#if NET
        File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
#else
        path;
#endif

    private string ReadExtension(bool allowSvg)
    {
        using var file = File.OpenRead(_temporaryPath);
        var start = new byte[ImageFormat.MaxSignatureLength];
        return ImagePath.GetExtension(start.AsSpan(0, file.Read(start, 0, start.Length)), allowSvg);
    }
}
