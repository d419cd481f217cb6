namespace OpenAIImages.Batch.Transfer;

/// <summary>The result of a line.</summary>
/// <param name="Flushed">
/// Completes when the journal entry is on disk, or fails with the exception that ends the import.
/// </param>
/// <param name="Result">The result; null for an item that was done before, a blank line and a failure.</param>
/// <param name="Failure">Why the line is not valid; null if it is.</param>
internal readonly record struct ImportedLine(
    Task Flushed, ImageBatchResult? Result = null, FormatException? Failure = null);
