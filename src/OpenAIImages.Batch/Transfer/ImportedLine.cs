namespace OpenAIImages.Batch.Transfer;

/// <summary>What came of a line.</summary>
/// <param name="Flushed">Ends when its entry in the journal is on the disk, or fails with what ends the import.</param>
/// <param name="Result">The result; null for an item that was done before, a blank line and a failure.</param>
/// <param name="Failure">Why the line is not valid; null if it is.</param>
internal readonly record struct ImportedLine(
    Task Flushed, ImageBatchResult? Result = null, FormatException? Failure = null);
