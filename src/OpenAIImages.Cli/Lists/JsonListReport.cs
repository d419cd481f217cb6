using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Batch;

namespace OpenAIImages.Cli.Lists;

/// <summary>The report for programs: a JSON object on each line, and nothing else.</summary>
internal sealed class JsonListReport(Printable printable) : IListReport
{
    public void Planned(ImageBatchPlan plan) => Print(new JObject
    {
        ["event"] = "plan",
        ["items"] = plan.Items,
        ["done"] = plan.Done,
        ["failed"] = plan.Failed,
        ["requests"] = plan.Requests,
        ["images"] = plan.Images,
        ["unknown"] = new JArray(plan.Unknown.Select(item => new JObject { ["line"] = item.Line, ["id"] = item.Id })),
        ["changed_lines"] = new JArray(plan.ChangedLines),
        ["removed"] = plan.Removed,
    });

    public Task WhileAsync(RunSummary summary, ImageBatchRun? run, Func<Action<ImageBatchResult>, Task> work) =>
        work(Ended);

    public void Finished(RunSummary summary) => Print(new JObject
    {
        ["event"] = "summary",
        ["items"] = summary.Items,
        ["done"] = summary.Done,
        ["images"] = summary.Images,
        ["failed"] = summary.Failed,
        ["failures"] = new JObject(summary.Failures.Select(failure => new JProperty(failure.Key, failure.Value))),
        ["unknown"] = summary.Unknown,
        ["may_repeat_charge"] = summary.Repeated,
        ["input_tokens"] = summary.InputTokens,
        ["output_tokens"] = summary.OutputTokens,
        ["seconds"] = Math.Round(summary.Elapsed.TotalSeconds, 3),
        ["left"] = summary.Left,
    });

    public void Written(IReadOnlyList<string> paths) => Print(new JObject { ["files"] = new JArray(paths) });

    public void Invalid(IReadOnlyList<ImageBatchFault> faults) => Print(new JObject
    {
        ["error"] = new JObject { ["message"] = "Nothing was sent, because something is wrong with the list." },
        ["faults"] = new JArray(faults.Select(fault => new JObject
        {
            ["line"] = fault.Line,
            ["parameter"] = fault.Parameter,
            ["message"] = fault.Message,
        })),
    });

    public void Failed(Exception failure) =>
        Print(new JObject { ["error"] = new JObject { ["message"] = FailureText.Of(failure) } });

    private void Ended(ImageBatchResult result)
    {
        var json = new JObject
        {
            ["event"] = result.Status.ToString().ToLowerInvariant(),
            ["id"] = result.Id,
            ["line"] = result.Line,
            ["files"] = new JArray(result.Paths),
            ["request_id"] = result.RequestId,
            ["usage"] = result.Response?.Usage is { } usage ? JObject.Parse(usage.ToJson()) : null,
            ["seconds"] = result.Duration is { } duration ? Math.Round(duration.TotalSeconds, 3) : null,
        };
        if (result.Status != ImageBatchStatus.Done)
        {
            json["code"] = result.Code;
            json["message"] = result.Message;
            json["may_be_charged"] = result.MayBeCharged;
        }

        Print(json);
    }

    private void Print(JObject line) => Console.Out.WriteLine(printable.Json(line, Formatting.None));
}
