using System.Runtime.ExceptionServices;
using OpenAIImages.Generated.Internal;

namespace OpenAIImages.Generated.Files;

/// <summary>
/// The files of one call: numbered if there are several, and each at its path only when it is complete.
/// </summary>
/// <param name="path">The path of the first, or only, file.</param>
/// <param name="count">How many images were asked for.</param>
/// <param name="overwrite">Whether files that exist are replaced; never by an image that was not asked for.</param>
/// <param name="allowSvg">Whether a file may get the extension <c>.svg</c>.</param>
internal sealed class ImageFileSet(string path, int count, bool overwrite, bool allowSvg) : IDisposable
{
    // More than any model creates in one call: an absurd count must not become as many file system calls.
    private const int MaxChecked = 100;

    private readonly SortedDictionary<int, AtomicFile> _files = [];
    private readonly List<string> _saved = [];

    /// <summary>Returns the path of the image of an index.</summary>
    public static string GetPath(string path, int index, int count) =>
        count > 1 || index > 0 ? ImagePath.Number(path, index + 1) : path;

    /// <summary>Throws if the files cannot be created.</summary>
    /// <inheritdoc cref="ImagePath.Check"/>
    public void Check()
    {
        for (var i = 0; i < Math.Min(count, MaxChecked); i++) ImagePath.Check(GetPath(path, i, count), overwrite);
    }

    /// <summary>Opens the file for an image; one that was begun for the same image is removed.</summary>
    public AtomicFile Open(int index)
    {
        if (_files.TryGetValue(index, out var former)) former.Dispose();
        return _files[index] = AtomicFile.Begin(GetPath(path, index, count), overwrite && index < count);
    }

    /// <summary>Returns whether a complete file was written for an image.</summary>
    public bool IsComplete(int index) => _files.TryGetValue(index, out var file) && file.IsComplete;

    /// <summary>Renames all complete files of the first images to their paths, and returns these.</summary>
    /// <remarks>
    /// A file that cannot be renamed does not keep the others from it; the first error is thrown at the end.
    /// </remarks>
    /// <exception cref="IOException">A file could not be renamed.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be replaced.</exception>
    public IReadOnlyList<string> Commit(int images)
    {
        ExceptionDispatchInfo? failure = null;
        foreach (var file in _files.Where(it => it.Key < images && it.Value.IsComplete))
        {
            try
            {
                _saved.Add(file.Value.Commit(allowSvg));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failure ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        failure?.Throw();
        return _saved;
    }

    /// <summary>
    /// Like <see cref="Commit"/>, but ignores I/O errors so that the original exception is not hidden.
    /// </summary>
    public IReadOnlyList<string> TryCommit()
    {
        BestEffort.Run(() => Commit(int.MaxValue));
        return _saved;
    }

    public void Dispose()
    {
        foreach (var file in _files.Values) file.Dispose();
    }
}
