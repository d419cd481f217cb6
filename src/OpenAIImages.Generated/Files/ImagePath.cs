using System.Globalization;
using OpenAIImages.Generated.Responses;

namespace OpenAIImages.Generated.Files;

/// <summary>The path of each image of a call, and whether a file can be created there.</summary>
internal static class ImagePath
{
    private const string UnknownExtension = ".bin";

    // Some file systems refuse these characters and control characters.
    private const string UnusualCharacters = "\\:*?\"<>|";

    private static readonly HashSet<string> Extensions =
        new(StringComparer.OrdinalIgnoreCase) { ".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg" };

    private static readonly string[] AddedExtensions =
        [".png", ".jpg", ".webp", ".gif", ".svg", ".avif", ".bmp", UnknownExtension];

    /// <summary>
    /// Returns whether the path ends in the extension of an image; any other extension is part of the name.
    /// </summary>
    public static bool HasExtension(string path) => Extensions.Contains(Path.GetExtension(path));

    /// <summary>Returns the path with a number before its extension.</summary>
    public static string Number(string path, int number)
    {
        var extension = HasExtension(path) ? Path.GetExtension(path) : string.Empty;
        var stem = path.Substring(0, path.Length - extension.Length);
        return stem + "-" + number.ToString(CultureInfo.InvariantCulture) + extension;
    }

    /// <summary>
    /// Returns the extension for a file that begins with these bytes; <c>.svg</c> only if svg was requested.
    /// </summary>
    public static string GetExtension(ReadOnlySpan<byte> start, bool allowSvg)
    {
        var format = ImageFormat.Detect(start);
        return format is null || (format == ImageFormat.Svg && !allowSvg) ? UnknownExtension : format.Extension;
    }

    /// <summary>Throws if a path is null or blank.</summary>
    public static void CheckNotBlank(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new ArgumentException("The path is null or blank.", nameof(path));
    }

    /// <summary>Throws if a file cannot be created, or exists.</summary>
    /// <remarks>
    /// If the path has no extension, the extension that will be added is not known yet: a file with any of the possible
    /// extensions counts as an existing file.
    /// </remarks>
    /// <exception cref="ArgumentException">The path is null or blank.</exception>
    /// <exception cref="IOException">
    /// The path is a folder, its folder does not exist or cannot contain the file, or the file exists and must not be
    /// replaced: it never is if it is a device.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Check(string path, bool overwrite)
    {
        CheckNotBlank(path);
        var added = HasExtension(path) ? [] : AddedExtensions;
        string[] candidates = [path, .. added.Select(extension => path + extension)];
        foreach (var candidate in candidates)
        {
            if (Directory.Exists(candidate)) throw new IOException($"{candidate} is a folder.");
            if (overwrite && IsDevice(GetTarget(candidate))) throw new IOException($"{candidate} is a device.");
            if (!overwrite && File.Exists(candidate))
            {
                throw new IOException($"{candidate} already exists, and overwrite is false.");
            }

            if (!Directory.Exists(GetFolder(overwrite ? GetTarget(candidate) : candidate)))
            {
                throw new DirectoryNotFoundException($"The folder of {path} does not exist.");
            }
        }

        CheckFileSystem(candidates.OrderByDescending(candidate => candidate.Length).First());
    }

    /// <summary>
    /// Throws if the name is invalid in this file system, or if no file can be created in the folder.
    /// </summary>
    private static void CheckFileSystem(string path)
    {
        // Throws if the name is too long, but not if there is no such file.
        var exists = (int)new FileInfo(path).Attributes != -1;

        // Uses a temporary name if possible, since a process that is killed here leaves the file behind.
        var isUnusual = Path.GetFileName(path).Any(it => char.IsControl(it) || UnusualCharacters.Contains(it));
        var probe = isUnusual && !exists
            ? path
            : Path.Combine(GetFolder(exists ? GetTarget(path) : path), $".{Guid.NewGuid():N}.tmp");
        new FileStream(
            probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
    }

    /// <summary>Returns whether a file, such as <c>/dev/null</c>, must not be replaced; .NET does not tell.</summary>
    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)
        && File.Exists(path);

    /// <summary>Returns the path of the file that a link leads to; the same path if it is not a link.</summary>
    public static string GetTarget(string path) =>
#if NET
        // .NET resolves a link whose path has no folder in the root.
        File.Exists(path)
            ? File.ResolveLinkTarget(Path.GetFullPath(path), returnFinalTarget: true)?.FullName ?? path
            : path;
#else
        path;
#endif

    /// <summary>Returns the folder of a file.</summary>
    public static string GetFolder(string path) =>
        Path.GetDirectoryName(Path.GetFullPath(path)) ?? throw new IOException("The path is not that of a file.");
}
