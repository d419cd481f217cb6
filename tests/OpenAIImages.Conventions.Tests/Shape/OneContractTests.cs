using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenAIImages.Conventions.Tests;

/// <summary>
/// Rule: the contract is in the spec alone. The hand-written code of the library contains no model and no value of an
/// enumeration, neither as a literal nor as a member, and no model in a comment.
/// </summary>
public class OneContractTests
{
    private static readonly string[] Models = SpecDocument.Schema(nameof(ImageModel)).Values;

    private static readonly HashSet<string> Values = [.. SpecDocument.Enums.SelectMany(schema => schema.Values)];

    private static readonly HashSet<string> Members =
        [.. SpecDocument.Enums.SelectMany(schema => schema.ValueNames.Select(name => $"{schema.Name}.{name}"))];

    [TestCaseSource(nameof(Sources))]
    public void Hand_written_code_names_no_model_and_no_enumeration_value(string path)
    {
        var text = RepositoryFiles.Read(path);
        var nodes = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().ToArray();

        Models.Where(model => text.Contains(model, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
        nodes.OfType<LiteralExpressionSyntax>().Select(literal => literal.Token.ValueText)
            .Where(Values.Contains).Should().BeEmpty();
        nodes.OfType<MemberAccessExpressionSyntax>().Select(access => access.ToString())
            .Where(Members.Contains).Should().BeEmpty();
    }

    private static IEnumerable<string> Sources() => RepositoryFiles.Sources("src/OpenAIImages.Generated", "*.cs");
}
