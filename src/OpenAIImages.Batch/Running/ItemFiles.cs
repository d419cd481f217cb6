using OpenAIImages.Batch.List;
using OpenAIImages.Generated;

namespace OpenAIImages.Batch.Running;

/// <summary>The files of items in the folder.</summary>
/// <param name="folder">The folder.</param>
internal sealed class ItemFiles(string folder)
{
    private const int MaxNames = 100;

    /// <summary>
    /// Returns the paths of the images of an item, relative to the folder, before extensions are added.
    /// </summary>
    public static IEnumerable<string> GetNames(string path, int images) =>
        Enumerable.Range(0, Math.Min(images, MaxNames)).Select(index => SavedImages.GetPath(path, index, images));

    /// <summary>Returns whether there is any file that a name could clash with.</summary>
    public bool HasFiles() =>
        Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(
            path => !OwnFiles.Contains(Path.GetFileName(path)));

    /// <summary>Returns the first existing file at the path of an image of the item; null if there is none.</summary>
    public string? FindExisting(string path, int images) =>
        GetNames(path, images).SelectMany(GetCandidates).FirstOrDefault(
            candidate => File.Exists(Path.Combine(folder, candidate))
                || Directory.Exists(Path.Combine(folder, candidate)));

    /// <summary>Returns the first existing file at the path of a folder of the item; null if there is none.</summary>
    public string? FindFileAtFolder(string path) =>
        OutputName.GetFolders(path).FirstOrDefault(it => File.Exists(Path.Combine(folder, it)));

    /// <summary>Returns a path where no file exists, with a number added.</summary>
    public string GetFree(string path, int images)
    {
        for (var number = 2; ; number++)
        {
            var free = SavedImages.GetPath(path, number - 1, number);
            if (FindExisting(free, images) is null) return free;
        }
    }

    /// <summary>Returns the full path of an item, and creates its folder.</summary>
    public string Prepare(string path)
    {
        var whole = Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
        if (path.Contains('/')) Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        return whole;
    }

    /// <summary>Returns a path relative to the folder, in the format of the journal.</summary>
    public string GetRelative(string path)
    {
        var root = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        var whole = Path.GetFullPath(path);
        return whole.StartsWith(root, StringComparison.Ordinal)
            ? whole.Substring(root.Length).Replace(Path.DirectorySeparatorChar, '/')
            : whole;
    }

    /// <summary>
    /// Deletes the temporary files of a run that was killed, unless another process has them open.
    /// </summary>
    public void DeleteLeftovers()
    {
#if NET
        // Folders that links lead to belong to others, and a folder that cannot be read does no harm.
        var everywhere = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
#else
        const SearchOption everywhere = SearchOption.AllDirectories;
#endif
        foreach (var path in Directory.EnumerateFiles(folder, ".*.tmp", everywhere))
        {
            var name = Path.GetFileName(path);
            if (!Guid.TryParseExact(name.Substring(1, name.Length - 5), "N", out _)) continue;
            try
            {
                new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1).Dispose();
                File.Delete(path);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // The file is in use or cannot be deleted, which does no harm.
            }
        }
    }

    /// <summary>
    /// Flushes a file to disk, so that the journal never lists an image that a power failure could lose.
    /// </summary>
    public static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
        file.Flush(flushToDisk: true);
    }

    private static string[] GetCandidates(string name) =>
        OutputName.HasExtension(name) ? [name] : [name, .. OutputName.All.Select(extension => name + extension)];
}
