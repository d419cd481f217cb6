using System.Runtime.ExceptionServices;
using OpenAIImages.Generated.Internal;

namespace OpenAIImages.Generated.Files;

/// <summary>
/// The files of one call, numbered if there are several. Each is moved to its path when it is complete.
/// </summary>
internal sealed class ImageFileSet(string path, int count, bool overwrite, bool allowSvg) : IDisposable
{
    // More than any model creates in one call: an absurd count must not become as many file system calls.
    private const int MaxChecked = 100;

    private readonly SortedDictionary<int, AtomicFile> _files = [];
    private readonly List<string> _saved = [];

    /// <summary>Returns the path of the image with an index.</summary>
    public static string GetPath(string path, int index, int count) =>
        count > 1 || index > 0 ? ImagePath.Number(path, index + 1) : path;

    /// <summary>Throws if the files cannot be created.</summary>
    public void Check()
    {
        // Before a number makes a name of it.
        ImagePath.CheckNotBlank(path);
        for (var i = 0; i < Math.Min(count, MaxChecked); i++) ImagePath.Check(GetPath(path, i, count), overwrite);
    }

    /// <summary>Opens the file for an image, and removes a file that was already begun for it.</summary>
    public AtomicFile Open(int index)
    {
        if (_files.TryGetValue(index, out var former)) former.Dispose();
        return _files[index] = AtomicFile.Begin(GetPath(path, index, count), overwrite && index < count);
    }

    /// <summary>Returns whether a complete file was written for an image.</summary>
    public bool IsComplete(int index) => _files.TryGetValue(index, out var file) && file.IsComplete;

    /// <summary>Renames the complete files of the first images to their paths; an error is thrown at the end.</summary>
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

    /// <summary>Like <see cref="Commit"/>, but ignores I/O errors: they must not hide the original exception.</summary>
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
