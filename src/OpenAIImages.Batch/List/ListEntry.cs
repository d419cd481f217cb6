namespace OpenAIImages.Batch.List;

/// <summary>The data of a line that is kept in memory: its position, and its content when it was checked.</summary>
/// <param name="Offset">Where the line begins in the file, in bytes.</param>
/// <param name="Length">Its length in bytes, without the line break.</param>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Hash">The hash of its content.</param>
/// <param name="Images">How many images it asks for.</param>
/// <param name="Occurrence">
/// For a line without an id: the number of lines with the same content up to this line. 0 for a line with an id.
/// </param>
internal readonly record struct ListEntry(
    long Offset, int Length, int Line, ulong Hash, int Images, int Occurrence);
