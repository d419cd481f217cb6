using OpenAIImages.Generated.Internal;
using OpenAIImages.Generated.Responses;

namespace OpenAIImages.Generated.Files;

/// <summary>A file that is written under a temporary name in its folder, and renamed when it is complete.</summary>
internal sealed class AtomicFile : IDisposable
{
    // No buffer: data is written in large pieces.
    private const int BufferSize = 1;

    private readonly string _path;
    private readonly bool _overwrite;
    private readonly string _temporaryPath;

    private AtomicFile(string path, bool overwrite, string temporaryPath)
    {
        _path = path;
        _overwrite = overwrite;
        _temporaryPath = temporaryPath;
        Stream = new FileStream(
            temporaryPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous);
    }

    public FileStream Stream { get; }

    /// <summary>Gets whether the file is complete: its stream is closed, and the file still exists.</summary>
    public bool IsComplete => !Stream.CanWrite && File.Exists(_temporaryPath);

    /// <summary>Begins a file. If existing files are replaced, a link is followed.</summary>
    public static AtomicFile Begin(string path, bool overwrite)
    {
        // In the folder of a link's target, since a file can be renamed only within a file system.
        var folder = ImagePath.GetFolder(overwrite ? ImagePath.GetTarget(path) : path);
        return new AtomicFile(path, overwrite, Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"));
    }

    /// <summary>Flushes and closes the file; throws if the disk is full.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        Stream.Dispose();
    }

    /// <summary>
    /// Renames the file to its path, with the extension of its format if the path has none. If another file is there
    /// and must not or cannot be replaced, the next free number is added: an image that was paid for is not lost.
    /// </summary>
    /// <param name="allowSvg">Whether the extension may be <c>.svg</c>.</param>
    /// <returns>The path of the file.</returns>
    public string Commit(bool allowSvg)
    {
        Stream.Dispose();
        var path = ImagePath.HasExtension(_path) ? _path : _path + ReadExtension(allowSvg);
        if (TryMove(path, _overwrite)) return path;
        var number = 2;
        while (!TryMove(ImagePath.Number(path, number), overwrite: false)) number++;
        return ImagePath.Number(path, number);
    }

    /// <summary>Deletes the file unless it was committed.</summary>
    public void Dispose()
    {
        // The rest of the buffer may not fit on the disk.
        BestEffort.Run(Stream.Dispose);
        BestEffort.Run(() => File.Delete(_temporaryPath));
    }

    private bool TryMove(string target, bool overwrite)
    {
        if (overwrite) target = ImagePath.GetTarget(target);
        if (Directory.Exists(target)) return false;
        if (File.Exists(target))
        {
            return overwrite && TryReplace(target);
        }

        try
        {
            File.Move(_temporaryPath, target);
            return true;
        }
        catch (IOException) when (File.Exists(target) || Directory.Exists(target))
        {
            return TryMove(target, overwrite);
        }
    }

    /// <summary>Replaces a file; returns false if it cannot be replaced, for example because it is locked.</summary>
    private bool TryReplace(string target)
    {
        try
        {
#if NET
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(_temporaryPath, File.GetUnixFileMode(target));
                File.Move(_temporaryPath, target, overwrite: true);
                return true;
            }
#endif
            File.Replace(_temporaryPath, target, destinationBackupFileName: null);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string ReadExtension(bool allowSvg)
    {
        using var file = File.OpenRead(_temporaryPath);
        var start = new byte[ImageFormat.MaxSignatureLength];
        return ImagePath.GetExtension(start.AsSpan(0, file.Read(start, 0, start.Length)), allowSvg);
    }
}
