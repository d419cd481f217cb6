namespace OpenAIImages.Conventions.Tests.Rooms;

/// <summary>One file names what another declares.</summary>
/// <param name="From">The file that uses.</param>
/// <param name="To">The file that is used.</param>
/// <param name="Symbol">What is named, for a message.</param>
/// <param name="Line">Where.</param>
/// <param name="IsWholeType">
/// Whether it is the name of a type with several parts, and so no use of one of them; <paramref name="To"/> is then one
/// of its hand-written parts, the main one before others.
/// </param>
internal sealed record Use(SourceFile From, SourceFile To, string Symbol, int Line, bool IsWholeType)
{
    public override string ToString() => $"{From} (line {Line}) uses {Symbol} of {To}";
}
