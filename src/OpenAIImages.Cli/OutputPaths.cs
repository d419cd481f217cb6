using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>
/// Where the images go: to the file or into the folder that the user named, numbered as the library does it when there are
/// several. Nothing that a server sends has a say in it, but for the extension where the user left it out.
/// </summary>
internal sealed class OutputPaths
{
    private const string DefaultName = "image";

    private readonly CreateImageRequest _request;
    private readonly string _stem;
    private readonly string _extension;

    /// <param name="output">The file or folder; null for the current folder.</param>
    /// <param name="request">Says how many images to expect, and of which format.</param>
    public OutputPaths(string? output, CreateImageRequest request)
    {
        output ??= string.Empty;
        var isFolder = output.Length == 0 || Path.EndsInDirectorySeparator(output) || Directory.Exists(output);
        File = isFolder ? Path.Combine(output, DefaultName) : output;
        _request = request;
        _stem = Path.Combine(Path.GetDirectoryName(File) ?? string.Empty, Path.GetFileNameWithoutExtension(File));
        _extension = Path.HasExtension(File)
            ? Path.GetExtension(File)
            : $".{request.OutputFormat ?? ImageOutputFormat.Png}";
    }

    /// <summary>The path before numbers and a missing extension are added.</summary>
    public string File { get; }

    /// <summary>The file of an image, by its index from 0.</summary>
    public string Image(int index) => $"{Numbered(index)}{_extension}";

    /// <summary>The file of a preview of an image, both counted from 0.</summary>
    public string Preview(int index, int number) => $"{Numbered(index)}.partial-{number}{_extension}";

    /// <summary>Refuses to begin, before anything is paid for, when images could not be put in their places.</summary>
    /// <param name="overwrite">Whether files that exist may be replaced.</param>
    /// <exception cref="UsageException">The folder does not exist, or a file does.</exception>
    public void Check(bool overwrite)
    {
        var folder = Path.GetDirectoryName(File);
        if (!string.IsNullOrEmpty(folder) && !Directory.Exists(folder))
            throw new UsageException($"The folder {folder} does not exist.");
        if (!overwrite && All().FirstOrDefault(System.IO.File.Exists) is { } path)
            throw new UsageException($"{path} exists already. Use --overwrite to replace it.");
    }

    private IEnumerable<string> All()
    {
        for (var index = 0; index < (_request.N ?? 1); index++)
        {
            yield return Image(index);
            for (var number = 0; number < (_request.PartialImages ?? 0); number++)
                yield return Preview(index, number);
        }
    }

    private string Numbered(int index) => _request.N > 1 || index > 0 ? $"{_stem}-{index + 1}" : _stem;
}
