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
        "--images-per-minute", "count", "How many images may be asked for within a minute", minimum: 1);

    private readonly Option<int?> _requestsPerMinute = Options.Number(
        "--requests-per-minute", "count", "How many requests may be sent within a minute", minimum: 1);

    private readonly Option<int?> _concurrency = Options.Number(
        "--concurrency", "count", "How many requests are sent at the same time; 4 by default", minimum: 1);

    private readonly Option<bool> _retryFailed = new("--retry-failed")
    {
        Description = "Send items again that failed in an earlier run",
    };

    private readonly Option<bool> _retryUnknown = new("--retry-unknown")
    {
        Description = "Send items again whose end in an earlier run is not known; they may be charged twice",
    };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace files that exist" };

    private readonly Option<int?> _grace = Options.Number(
        GraceName, "seconds", $"How long calls may go on after Ctrl-C; {DefaultGrace} by default", 0, 3600);

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Check the list, say what a run would do, and send nothing",
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
            Create the images of a list. The same command again goes on where it ended.

            Each line is a request as JSON (with custom_id and output, the name of its file, if you like), a line of the
            Batch API, or a prompt. Options for parameters fill what a line does not set.
            Exit codes: 0 all done, 1 some failed, 2 nothing sent, 130 interrupted.
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

    /// <summary>Returns how long the process may go on after it was told to end.</summary>
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
        // The list retries: then the limits hold for retries too, and the journal has them.
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
                $"A request asks for {list.MaxImagesPerRequest} images, more than --images-per-minute lets pass.");
        }
    }
}
