using System.CommandLine;
using OpenAIImages.Batch;
using OpenAIImages.Emulator;

namespace OpenAIImages.Cli.Lists;

/// <summary><c>openai-images batch run</c>: from a list to files.</summary>
internal sealed class RunCommand
{
    private const string GraceName = "--grace";
    private const int DefaultGrace = 30;
    private const int DefaultRetries = 2;

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The folder for the images and the journal, batch.jsonl; created if it does not exist",
        HelpName = "folder",
        Required = true,
    };

    private readonly Option<int?> _imagesPerMinute = Options.Number(
        "--images-per-minute", "count", "The maximum number of images per minute", minimum: 1);

    private readonly Option<int?> _requestsPerMinute = Options.Number(
        "--requests-per-minute", "count", "The maximum number of requests per minute", minimum: 1);

    private readonly Option<int?> _concurrency = Options.Number(
        "--concurrency", "count", "The maximum number of concurrent requests; 4 by default", minimum: 1);

    private readonly Option<bool> _retryFailed = new("--retry-failed")
    {
        Description = "Send items that failed in an earlier run again",
    };

    private readonly Option<bool> _retryUnknown = new("--retry-unknown")
    {
        Description = "Send items whose result is unknown after an earlier run again; they may be charged twice",
    };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace existing files" };

    private readonly Option<int?> _grace = Options.Number(
        GraceName, "seconds", $"How long calls can continue after Ctrl-C; {DefaultGrace} by default", 0, 3600);

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Check the list and show what a run would do, without sending anything",
    };

    private readonly Option<bool> _json = ListReports.CreateJsonOption();
    private readonly CallOptions _call = new();
    private readonly ListArguments _list;

    private RunCommand() => _list = new ListArguments(OtherOptions);

    private Option[] OtherOptions =>
    [
        _output, _imagesPerMinute, _requestsPerMinute, _concurrency, _retryFailed, _retryUnknown, _overwrite, _grace,
        _dryRun, _json, .. _call.All,
    ];

    public static Command Create()
    {
        var run = new RunCommand();
        var command = new Command("run", """
            Create the images of a list. Run the same command again to continue where it ended.

            Each line is a request as JSON (with an optional custom_id, and output, a file name), a line of the
            Batch API, or a prompt. Parameter options apply to lines that do not set the parameter.
            Exit codes: 0 all succeeded, 1 some failed, 2 nothing was sent, 130 interrupted.
            """)
        {
            run._list.List,
        };
        foreach (var option in run.OtherOptions.Concat(run._list.Defaults)) command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => ListReports.RunAsync(
            parsed,
            parsed.GetValue(run._json),
            report => run.RunAsync(parsed, report, cancellationToken),
            cancellationToken));
        return command;
    }

    /// <summary>Returns how long the process may run after it was asked to stop.</summary>
    public static TimeSpan GetGracePeriod(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.FirstOrDefault(option => option.Name == GraceName) is Option<int?> option
            ? TimeSpan.FromSeconds(parsed.GetValue(option) ?? DefaultGrace)
            : TimeSpan.Zero;

    private async Task<int> RunAsync(ParseResult parsed, IListReport report, CancellationToken cancellationToken)
    {
        var folder = parsed.GetValue(_output)!;
        var isDry = parsed.GetValue(_dryRun);
        await using var spool = await _list.SpoolAsync(parsed, isDry ? null : folder, cancellationToken);
        var list = await _list.ReadAsync(
            parsed, spool?.Name ?? parsed.GetValue(_list.List)!, _call.Validates(parsed), cancellationToken);
        CheckLimit(list, parsed);
        using var limiter = ImageBatchLimiter.Create(
            parsed.GetValue(_imagesPerMinute), parsed.GetValue(_requestsPerMinute));
        await using var emulator =
            _call.UsesEmulator(parsed) ? await ImagesEmulator.StartAsync(null, cancellationToken) : null;
        // The list retries instead of the client, so that the limits and the journal include retries.
        using var client = _call.CreateClient(
            parsed, emulator?.Endpoint, _list.ReadDefaults(parsed).Model, maxRetries: 0);
        var batch = new ImageBatch(client, CreateOptions(parsed, limiter));
        if (isDry)
        {
            report.Planned(await batch.PlanAsync(list, folder, cancellationToken));
            return CommandLine.Succeeded;
        }

        using var run = await batch.OpenAsync(list, folder, cancellationToken);
        report.Planned(run.Plan);
        return await RunAsync(run, report, cancellationToken);
    }

    private static async Task<int> RunAsync(ImageBatchRun run, IListReport report, CancellationToken cancellationToken)
    {
        var summary = new RunSummary(run.Plan.Items, run.Plan.Done, run.Plan.Requests);
        try
        {
            await report.WhileAsync(summary, run, async show =>
            {
                await foreach (var result in run.RunAsync(cancellationToken))
                {
                    summary.Add(result);
                    show(result);
                }
            });
            report.Finished(summary);
            return summary.Left == 0 ? CommandLine.Succeeded : CommandLine.CallFailed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            report.Finished(summary);
            return CommandLine.Interrupted;
        }
        catch (Exception e)
        {
            report.Failed(e);
            report.Finished(summary);
            return CommandLine.CallFailed;
        }
    }

    private ImageBatchOptions CreateOptions(
        ParseResult parsed, System.Threading.RateLimiting.RateLimiter? limiter)
    {
        var options = new ImageBatchOptions
        {
            Limiter = limiter,
            MaxRetries = _call.MaxRetries(parsed) ?? DefaultRetries,
            RetryFailed = parsed.GetValue(_retryFailed),
            RetryUnknown = parsed.GetValue(_retryUnknown),
            Overwrite = parsed.GetValue(_overwrite),
            GracePeriod = TimeSpan.FromSeconds(parsed.GetValue(_grace) ?? DefaultGrace),
        };
        options.Concurrency = parsed.GetValue(_concurrency) ?? options.Concurrency;
        return options;
    }

    private void CheckLimit(ImageBatchList list, ParseResult parsed)
    {
        if (list.MaxImagesPerRequest > parsed.GetValue(_imagesPerMinute))
        {
            throw new UsageException(
                $"A request asks for {list.MaxImagesPerRequest} images, more than --images-per-minute allows.");
        }
    }
}
