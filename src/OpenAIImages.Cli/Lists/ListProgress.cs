using System.Globalization;
using OpenAIImages.Batch;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OpenAIImages.Cli.Lists;

/// <summary>A progress bar with numbers, and the last failures below it.</summary>
/// <param name="console">The terminal.</param>
/// <param name="printable">Cleans what is printed.</param>
/// <param name="summary">The results so far.</param>
/// <param name="run">The run; null for an import.</param>
internal sealed class ListProgress(IAnsiConsole console, Printable printable, RunSummary summary, ImageBatchRun? run)
{
    private const int Width = 40;
    private const int MaxFailures = 5;

    private readonly Lock _gate = new();
    private readonly Queue<string> _failures = [];

    /// <summary>Shows the progress until the work is done.</summary>
    public Task RunAsync(Func<Action<ImageBatchResult>, Task> work) =>
        console.Live(Render()).StartAsync(async live =>
        {
            await using var timer = new Timer(
                _ => Show(live), null, dueTime: TimeSpan.Zero, period: TimeSpan.FromSeconds(0.5));
            await work(result =>
            {
                if (result.Status == ImageBatchStatus.Done) return;
                lock (_gate)
                {
                    _failures.Enqueue(ConsoleListReport.DescribeFailure(result));
                    if (_failures.Count > MaxFailures) _failures.Dequeue();
                }
            });
            Show(live);
        });

    private void Show(LiveDisplayContext live)
    {
        lock (_gate)
        {
            live.UpdateTarget(Render());
        }
    }

    private Rows Render()
    {
        var total = Math.Max(summary.ToSend, 1);
        var full = Math.Clamp(Width * summary.Ended / total, 0, Width);
        List<IRenderable> rows =
        [
            new Text(
                $"{new string('█', full)}{new string('░', Width - full)} "
                + ConsoleListReport.FormatPlace(summary)),
            new Text(Figures()),
        ];
        rows.AddRange(_failures.Select(failure => new Text(printable.Text(failure), new Style(Color.Red))));
        return new Rows(rows);
    }

    private string Figures()
    {
        List<string> figures =
        [
            Format($"{summary.Done:N0} done"),
            Format($"{summary.Failed:N0} failed"),
            Format($"{summary.Images:N0} images"),
            Format($"{summary.InputTokens + summary.OutputTokens:N0} tokens"),
            Format($"{summary.Ended / Math.Max(summary.Elapsed.TotalMinutes, 1 / 60.0):N1} a minute"),
        ];
        if (run is not null) figures.Insert(2, Format($"{run.InFlight:N0} in flight"));
        if (summary.TimeLeft is { } left) figures.Add($"{ConsoleListReport.FormatTime(left)} left");
        if (run?.PausedUntil is { } until) figures.Add(Format($"paused until {until.ToLocalTime():T}"));
        return string.Join(", ", figures);
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.CurrentCulture);
}
