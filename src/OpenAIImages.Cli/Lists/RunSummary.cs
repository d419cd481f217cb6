using System.Diagnostics;
using OpenAIImages.Batch;

namespace OpenAIImages.Cli.Lists;

/// <summary>The results of a run so far.</summary>
/// <param name="items">The number of items in the list.</param>
/// <param name="doneBefore">The number of items that were done in earlier runs; null if unknown.</param>
/// <param name="toSend">The number of items to send in this run.</param>
internal sealed class RunSummary(int items, int? doneBefore, int toSend)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public int Items => items;

    public int Done { get; private set; }

    public int Failed { get; private set; }

    public int Unknown { get; private set; }

    public int Images { get; private set; }

    public long InputTokens { get; private set; }

    public long OutputTokens { get; private set; }

    /// <summary>Gets the number of images that may have been charged twice.</summary>
    public int Repeated { get; private set; }

    public SortedDictionary<string, int> Failures { get; } = new(StringComparer.Ordinal);

    public TimeSpan Elapsed => _watch.Elapsed;

    public int Ended => Done + Failed + Unknown;

    public int ToSend => toSend;

    /// <summary>Gets the number of items that are not done; null if unknown.</summary>
    public int? Left => items - doneBefore - Done;

    /// <summary>Gets the estimated time for the remaining items; null if it is not known yet.</summary>
    public TimeSpan? TimeLeft => Ended == 0 ? null : Elapsed / Ended * Math.Max(0, toSend - Ended);

    public void Add(ImageBatchResult result)
    {
        if (result.Status == ImageBatchStatus.Done) Done++;
        else if (result.Status == ImageBatchStatus.Failed) Failed++;
        else Unknown++;
        Images += result.Paths.Count;
        InputTokens += result.Response?.Usage?.InputTokens ?? 0;
        OutputTokens += result.Response?.Usage?.OutputTokens ?? 0;
        if (result.MayRepeatCharge) Repeated++;
        if (result.Status == ImageBatchStatus.Failed)
        {
            var code = result.Code ?? "error";
            Failures[code] = Failures.GetValueOrDefault(code) + 1;
        }
    }
}
