using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenAIImages.Conventions.Tests.Style;

/// <summary>A statement without braces is on the line where its header ends.</summary>
internal static class BraceRule
{
    public static IEnumerable<string> Violations(string code)
    {
        var lines = code.Split('\n');
        return CSharpSyntaxTree.ParseText(code).GetRoot().DescendantNodes().OfType<StatementSyntax>()
            .Where(IsEmbedded).Select(statement => statement.GetFirstToken())
            .Where(first => LineOf(first) != LineOf(first.GetPreviousToken()))
            .Select(first => $"line {LineOf(first) + 1}: {lines[LineOf(first)].Trim()}");
    }

    /// <summary>
    /// Returns whether the statement is the body of an <c>if</c>, a loop or the like, without braces.
    /// </summary>
    private static bool IsEmbedded(StatementSyntax statement) => statement is not BlockSyntax
        && statement.Parent is IfStatementSyntax or ElseClauseSyntax or ForStatementSyntax
            or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            or UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax;

    private static int LineOf(SyntaxToken token) => token.GetLocation().GetLineSpan().EndLinePosition.Line;
}
