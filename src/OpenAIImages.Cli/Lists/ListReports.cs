using System.CommandLine;
using OpenAIImages.Batch;

namespace OpenAIImages.Cli.Lists;

/// <summary>Runs a command for lists, and reports failures.</summary>
internal static class ListReports
{
    public static Option<bool> CreateJsonOption() => new(GenerateCommand.JsonName)
    {
        Description = "Print a line of JSON for each item, for programs",
    };

    /// <summary>Runs a command; returns its exit code.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isJson">Whether the report is for programs.</param>
    /// <param name="run">The command.</param>
    /// <param name="cancellationToken">Canceled when the user interrupts the command.</param>
    public static async Task<int> RunAsync(
        ParseResult parsed, bool isJson, Func<IListReport, Task<int>> run, CancellationToken cancellationToken)
    {
        var printable = new Printable(parsed.Tokens.Select(token => token.Value));
        IListReport report = isJson ? new JsonListReport(printable) : new ConsoleListReport(printable);
        try
        {
            return await run(report);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            report.Failed(new OperationCanceledException("Interrupted."));
            return CommandLine.Interrupted;
        }
        catch (ImageBatchListException e)
        {
            report.Invalid(e.Faults);
            return CommandLine.WrongUsage;
        }
        catch (Exception e)
        {
            // Nothing was sent: later failures are reported by the run.
            report.Failed(e);
            return CommandLine.WrongUsage;
        }
    }
}
