using System.Globalization;
using OpenAIImages.Batch;
using Spectre.Console;

namespace OpenAIImages.Cli.Lists;

/// <summary>
/// The report for people: a progress bar on a terminal, plain lines elsewhere, and a table at the end.
/// </summary>
/// <param name="printable">Cleans what is printed.</param>
internal sealed class ConsoleListReport(Printable printable) : IListReport
{
    private const int MaxListed = 20;

    private readonly IAnsiConsole _output = ConsoleReport.CreateConsole(Console.Out);

    public void Planned(ImageBatchPlan plan)
    {
        Print(Count(plan.Items, "item") + Format($": {plan.Done:N0} done, {plan.Failed:N0} failed before."));
        if (plan.ChangedLines.Count > 0)
        {
            var lines = plan.ChangedLines.Take(MaxListed).Select(line => line.ToString(CultureInfo.CurrentCulture));
            Print($"Changed lines (new items): {string.Join(", ", lines)}{More(plan.ChangedLines.Count)}");
        }

        if (plan.Removed > 0) Print($"Already done, but no longer in the list: {Count(plan.Removed, "item")}");
        if (plan.Unknown.Count > 0)
        {
            Print("Already sent, and may have been charged; --retry-unknown sends them again:");
            foreach (var item in plan.Unknown.Take(MaxListed)) Print($"  line {item.Line} ({item.Id})");
            if (plan.Unknown.Count > MaxListed) Print(More(plan.Unknown.Count));
        }

        Print($"{Count(plan.Requests, "request")} for {Count(plan.Images, "image")} to send.");
    }

    public async Task WhileAsync(
        RunSummary summary, ImageBatchRun? run, Func<Action<ImageBatchResult>, Task> work)
    {
        if (_output.Profile.Out.IsTerminal) await new ListProgress(_output, printable, summary, run).RunAsync(work);
        else await work(result => Print(result, summary));
    }

    public void Finished(RunSummary summary)
    {
        var table = new Table { Border = _output.Profile.Out.IsTerminal ? TableBorder.Rounded : TableBorder.Ascii };
        table.HideHeaders().AddColumns(string.Empty, string.Empty);
        table.Columns[1].RightAligned();
        Add("Images", summary.Images);
        foreach (var failure in summary.Failures) Add($"Failed: {failure.Key}", failure.Value);
        if (summary.Unknown > 0) Add("Sent, result unknown", summary.Unknown);
        if (summary.Repeated > 0) Add("May have been charged twice", summary.Repeated);
        Add("Tokens in", summary.InputTokens);
        Add("Tokens out", summary.OutputTokens);
        table.AddRow("Wall time", FormatTime(summary.Elapsed));
        if (summary.Left is { } left) Add("Items left", left);
        _output.Write(table);

        void Add(string name, long number) =>
            table.AddRow(new Text(printable.Text(name)), new Text(Format($"{number:N0}")));
    }

    public void Written(IReadOnlyList<string> paths)
    {
        foreach (var path in paths) Console.Out.WriteLine(Printable.Path($"Written {path}"));
    }

    public void Invalid(IReadOnlyList<ImageBatchFault> faults)
    {
        Console.Error.WriteLine("error: Nothing was sent, because something is wrong with the list:");
        foreach (var fault in faults) Console.Error.WriteLine(printable.Text($"  {fault}"));
    }

    public void Failed(Exception failure) =>
        Console.Error.WriteLine(printable.Text($"error: {FailureText.Of(failure)}"));

    /// <summary>Returns a line for an item that has ended.</summary>
    public static string Describe(ImageBatchResult result, RunSummary summary)
    {
        var place = FormatPlace(summary);
        var seconds = result.Duration is { } duration ? Format($" ({duration.TotalSeconds:0.0} s)") : string.Empty;
        return result.Status switch
        {
            ImageBatchStatus.Done => $"{place} Saved {string.Join(", ", result.Paths)}{seconds}",
            ImageBatchStatus.Failed => $"{place} Failed: {DescribeFailure(result)}",
            _ => $"{place} Unknown: {DescribeFailure(result)}",
        };
    }

    /// <summary>Returns what went wrong with an item.</summary>
    public static string DescribeFailure(ImageBatchResult result)
    {
        var what = $"{result.Code}: {result.Message}";
        if (result.Line > 0) return $"line {result.Line} ({result.Id}): {what}";
        return result.Id.Length > 0 ? $"{result.Id}: {what}" : what;
    }

    /// <summary>
    /// Returns the number of items that have ended, and the total. Lines of an import may not belong to any item.
    /// </summary>
    public static string FormatPlace(RunSummary summary) => summary.Ended > summary.ToSend
        ? Format($"{summary.Ended:N0}")
        : Format($"{summary.Ended:N0}/{summary.ToSend:N0}");

    /// <summary>Returns hours, minutes and seconds.</summary>
    public static string FormatTime(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}");

    private static string More(int count) =>
        count > MaxListed ? Format($" and {count - MaxListed:N0} more") : string.Empty;

    private static string Count(long count, string noun) => Format($"{count:N0} {noun}") + (count == 1 ? "" : "s");

    private static string Format(FormattableString text) => text.ToString(CultureInfo.CurrentCulture);

    private void Print(ImageBatchResult result, RunSummary summary)
    {
        var line = Describe(result, summary);
        // A path that looks like a key stays a path.
        if (result.Status == ImageBatchStatus.Done) Console.Out.WriteLine(Printable.Path(line));
        else Print(line);
    }

    private void Print(string line) => Console.Out.WriteLine(printable.Text(line));
}
