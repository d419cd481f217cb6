using System.CommandLine;
using OpenAIImages.Batch;

namespace OpenAIImages.Cli.Lists;

/// <summary><c>openai-images batch import</c>: from results of the provider's Batch API to files.</summary>
internal sealed class ImportCommand
{
    private readonly Argument<string[]> _results = new("OUTPUT")
    {
        Description = "The output files and error files of the Batch API",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The folder for the images and the journal, batch.jsonl; created if it does not exist",
        HelpName = "folder",
        Required = true,
    };

    private readonly Option<string> _list = new("--list")
    {
        Description = "The list that was exported",
        HelpName = "list",
        Required = true,
    };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace existing files" };
    private readonly Option<bool> _json = ListReports.CreateJsonOption();

    public static Command Create()
    {
        var import = new ImportCommand();
        var command = new Command("import", """
            Save the images in output files of the Batch API, like batch run. Use batch run to send what is missing.
            Exit codes: 0 all lines succeeded, 1 some failed, 2 nothing was imported, 130 interrupted.
            """)
        {
            import._results,
            import._output,
            import._list,
            import._overwrite,
            import._json,
        };
        command.SetAction((parsed, cancellationToken) => ListReports.RunAsync(
            parsed,
            parsed.GetValue(import._json),
            report => import.RunAsync(parsed, report, cancellationToken),
            cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, IListReport report, CancellationToken cancellationToken)
    {
        var paths = parsed.GetValue(_results)!;
        if (Array.Find(paths, path => !File.Exists(path)) is { } missing)
        {
            throw new UsageException($"{missing} does not exist.");
        }

        // The export has already checked the requests.
        var list = await ImageBatchList.ReadAsync(
            parsed.GetValue(_list)!, new ImageBatchListOptions { ValidateRequests = false }, cancellationToken);
        var options = new ImageBatchOptions { Overwrite = parsed.GetValue(_overwrite) };
        var folder = parsed.GetValue(_output)!;
        var summary = new RunSummary(list.Count, doneBefore: null, toSend: list.Count);
        try
        {
            await report.WhileAsync(summary, run: null, async show =>
            {
                await foreach (var result in ImageBatchImport.ReadAsync(
                    list, folder, paths, options, cancellationToken))
                {
                    summary.Add(result);
                    show(result);
                }
            });
        }
        catch (Exception e) when (summary.Ended > 0 && !cancellationToken.IsCancellationRequested)
        {
            // Otherwise the exit code would say that nothing was imported.
            report.Failed(e);
            return CommandLine.CallFailed;
        }
        finally
        {
            if (summary.Ended > 0) report.Finished(summary);
        }

        return summary.Failed == 0 ? CommandLine.Succeeded : CommandLine.CallFailed;
    }
}
