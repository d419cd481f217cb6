using OpenAIImages.Batch;

namespace OpenAIImages.Cli.Lists;

/// <summary>What a command for lists says, for people or for programs.</summary>
internal interface IListReport
{
    /// <summary>Says what there is to do.</summary>
    void Planned(ImageBatchPlan plan);

    /// <summary>Shows how it goes on, while work is done.</summary>
    /// <param name="summary">What came of it so far.</param>
    /// <param name="run">The run; null for an import.</param>
    /// <param name="work">The work, which gets what shows an item that has ended.</param>
    Task WhileAsync(RunSummary summary, ImageBatchRun? run, Func<Action<ImageBatchResult>, Task> work);

    /// <summary>Says what came of it.</summary>
    void Finished(RunSummary summary);

    /// <summary>Says that files were written.</summary>
    void Written(IReadOnlyList<string> paths);

    /// <summary>Something is wrong with the list.</summary>
    void Invalid(IReadOnlyList<ImageBatchFault> faults);

    /// <summary>Something else went wrong.</summary>
    void Failed(Exception failure);
}
