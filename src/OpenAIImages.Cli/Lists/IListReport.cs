using OpenAIImages.Batch;

namespace OpenAIImages.Cli.Lists;

/// <summary>The output of a command for lists, for people or for programs.</summary>
internal interface IListReport
{
    /// <summary>Reports the plan.</summary>
    void Planned(ImageBatchPlan plan);

    /// <summary>Shows progress while the work runs.</summary>
    /// <param name="summary">The results so far.</param>
    /// <param name="run">The run; null for an import.</param>
    /// <param name="work">The work. It calls its argument for each item that has ended.</param>
    Task WhileAsync(RunSummary summary, ImageBatchRun? run, Func<Action<ImageBatchResult>, Task> work);

    /// <summary>Reports the results.</summary>
    void Finished(RunSummary summary);

    /// <summary>Reports files that were written.</summary>
    void Written(IReadOnlyList<string> paths);

    /// <summary>Something is wrong with the list.</summary>
    void Invalid(IReadOnlyList<ImageBatchFault> faults);

    /// <summary>Something else went wrong.</summary>
    void Failed(Exception failure);
}
