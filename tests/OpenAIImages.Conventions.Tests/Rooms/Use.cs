namespace OpenAIImages.Conventions.Tests.Rooms;

/// <summary>A use of a declaration in one file by another file.</summary>
/// <param name="From">The file that uses.</param>
/// <param name="To">The file that is used.</param>
/// <param name="Symbol">The declaration, for a message.</param>
/// <param name="Line">The line of the use.</param>
/// <param name="IsWholeType">
/// Whether the name is that of a type with several parts, not of a part's member; <paramref name="To"/> is then one
/// of its hand-written parts, the main one before others.
/// </param>
internal sealed record Use(SourceFile From, SourceFile To, string Symbol, int Line, bool IsWholeType)
{
    public override string ToString() => $"{From} (line {Line}) uses {Symbol} of {To}";
}
