using System.Globalization;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>
/// Where the images are written: to the file or into the folder that the user specified, numbered like the library does
/// if there are several. A server can choose only the extension, if the user omitted it.
/// </summary>
/// <param name="output">The file or folder; null for the current folder, <c>-</c> for standard output.</param>
internal sealed class OutputPaths(string? output)
{
    private const string StandardOutput = "-";
    private const string DefaultName = "image";
    private const int MaxChecked = 100; // more than any model creates in one call

    // Extensions that may be added to a path without one.
    private static readonly string[] Extensions = [".png", ".jpg", ".webp", ".gif", ".svg", ".avif", ".bmp", ".bin"];

    /// <summary>Gets whether the image goes to standard output.</summary>
    public bool IsStandardOutput { get; } = output == StandardOutput;

    /// <summary>Gets the path before numbers and a missing extension are added.</summary>
    public string File { get; } =
        IsFolder(output ?? string.Empty) ? Path.Combine(output ?? string.Empty, DefaultName) : output!;

    /// <summary>Returns the path of an image that replaces nothing, or only what it may replace.</summary>
    /// <param name="index">Its index from 0.</param>
    /// <param name="count">How many images were requested; additional images replace nothing.</param>
    /// <param name="overwrite">Whether files that exist may be replaced.</param>
    public string Image(int index, int count, bool overwrite)
    {
        var path = SavedImages.GetPath(File, index, count);
        if (overwrite && index < count) return path;
        // An image that is paid for must not be lost because a file appeared in the meantime.
        for (var next = count; Existing(path) is not null; next++)
        {
            path = SavedImages.GetPath(File, next, next + 1);
        }

        return path;
    }

    /// <summary>Returns the path of a preview of an image, both counted from 0.</summary>
    public string Preview(int index, int number, int count)
    {
        var path = SavedImages.GetPath(File, index, count);
        var extension = OutputFormats.HasExtension(path) ? Path.GetExtension(path) : string.Empty;
        var suffix = number.ToString(CultureInfo.InvariantCulture);
        return $"{path[..^extension.Length]}.partial-{suffix}{extension}";
    }

    /// <summary>Throws, before anything is paid for, if images cannot be written to their paths.</summary>
    /// <param name="request">The request, with the number of images and previews.</param>
    /// <param name="overwrite">Whether files that exist may be replaced.</param>
    /// <exception cref="UsageException">
    /// The folder does not exist, a file already exists, or the name is not valid.
    /// </exception>
    public void Check(CreateImageRequest request, bool overwrite)
    {
        if (IsStandardOutput)
        {
            if (request is not { N: null or 1, PartialImages: null or 0 })
            {
                throw new UsageException("-o - supports one image and no previews.");
            }

            if (!Console.IsOutputRedirected)
            {
                throw new UsageException("-o - requires a pipe or a file, not a terminal.");
            }

            return;
        }

        var folder = Path.GetDirectoryName(File);
        if (!string.IsNullOrEmpty(folder) && !Directory.Exists(folder))
        {
            throw new UsageException($"The folder {folder} does not exist.");
        }

        var paths = All(request).ToList();
        if (paths.SelectMany(Candidates).FirstOrDefault(Directory.Exists) is { } other)
        {
            throw new UsageException($"{other} is a folder.");
        }

        if (!overwrite && paths.Select(Existing).FirstOrDefault(it => it is not null) is { } path)
        {
            throw new UsageException($"{path} already exists. Use --overwrite to replace it.");
        }

        foreach (var each in paths) Try(each);
    }

    private static bool IsFolder(string output) =>
        output.Length == 0 || Path.EndsInDirectorySeparator(output) || Directory.Exists(output);

    private static string? Existing(string path) => Candidates(path).FirstOrDefault(System.IO.File.Exists);

    private static string[] Candidates(string path) =>
        OutputFormats.HasExtension(path) ? [path] : [path, .. Extensions.Select(extension => path + extension)];

    /// <summary>Checks whether the file system accepts the name, by creating a file.</summary>
    private static void Try(string path)
    {
        var longest = Candidates(path).MaxBy(candidate => candidate.Length)!;
        if (System.IO.File.Exists(longest)) return;
        try
        {
            new FileStream(
                longest, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"-o cannot be written to: {e.Message}");
        }
    }

    private IEnumerable<string> All(CreateImageRequest request)
    {
        var count = request.N ?? 1;
        for (var index = 0; index < Math.Min(count, MaxChecked); index++)
        {
            yield return SavedImages.GetPath(File, index, count);
            for (var number = 0; number < Math.Min(request.PartialImages ?? 0, MaxChecked); number++)
            {
                yield return Preview(index, number, count);
            }
        }
    }
}
