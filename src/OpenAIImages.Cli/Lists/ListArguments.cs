using System.CommandLine;
using OpenAIImages.Batch;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli.Lists;

/// <summary>The arguments of all commands for lists: the list, and the defaults of its lines.</summary>
internal sealed class ListArguments
{
    private const string StandardInput = "-";

    private readonly RequestOptions _request;

    /// <param name="others">The other options of the command.</param>
    public ListArguments(IEnumerable<Option> others) =>
        // Previews are for single images.
        _request = new RequestOptions([.. others, NoValidate], "stream", "partial_images");

    public Argument<string> List { get; } = new("LIST")
    {
        Description =
            "A file with a request as JSON, or a prompt, on each line; - for standard input",
    };

    public Option<bool> NoValidate { get; } = new("--no-validate")
    {
        Description = "Do not check the requests against the rules of their models",
    };

    public IEnumerable<Option> Defaults => _request.All;

    /// <summary>Returns the default parameters of the lines.</summary>
    public CreateImageRequest ReadDefaults(ParseResult parsed) => _request.Read(parsed, prompt: null);

    /// <summary>Reads the list.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="list">The path of the list.</param>
    /// <param name="validates">Whether requests are checked.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<ImageBatchList> ReadAsync(
        ParseResult parsed, string list, bool validates, CancellationToken cancellationToken) =>
        await ImageBatchList.ReadAsync(
            list,
            new ImageBatchListOptions { Defaults = ReadDefaults(parsed), ValidateRequests = validates },
            cancellationToken);

    /// <summary>Copies standard input to a file, if it is the list: a list is read more than once.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">The folder for the file; null for the folder of temporary files.</param>
    /// <param name="cancellationToken">Cancels waiting for input.</param>
    /// <returns>The file, which is deleted when it is closed; null if the list is a file.</returns>
    public async Task<FileStream?> SpoolAsync(
        ParseResult parsed, string? folder, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(List) != StandardInput) return null;
        if (folder is not null) Directory.CreateDirectory(folder);
        var path = Path.Combine(folder ?? Path.GetTempPath(), $".{Guid.NewGuid():N}.tmp");
        var file = new FileStream(
            path,
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 64 * 1024,
            FileOptions.DeleteOnClose);
        try
        {
            await using var input = Console.OpenStandardInput();
            await input.CopyToAsync(file, cancellationToken).WaitAsync(cancellationToken);
            await file.FlushAsync(cancellationToken);
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
