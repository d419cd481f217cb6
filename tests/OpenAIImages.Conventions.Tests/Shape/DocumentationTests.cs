using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAIImages.Emulator;

namespace OpenAIImages.Conventions.Tests;

/// <summary>Rule: all public members are documented, generated and hand-written ones.</summary>
public class DocumentationTests
{
    private static readonly string[] Assemblies =
    [
        typeof(ImagesClient).Assembly.Location,
        typeof(ImagesEmulator).Assembly.Location,
        typeof(ImagesClientImageGeneratorExtensions).Assembly.Location,
        typeof(ImagesClientServiceCollectionExtensions).Assembly.Location,
    ];

    private static readonly Dictionary<string, XElement> Documentation = Assemblies
        .SelectMany(assembly => XDocument.Load(Path.ChangeExtension(assembly, ".xml")).Descendants("member"))
        // Internal types that are compiled into two assemblies.
        .DistinctBy(member => member.Attribute("name")!.Value)
        .ToDictionary(member => member.Attribute("name")!.Value);

    [TestCaseSource(nameof(Types))]
    public void Each_public_member_is_documented(INamedTypeSymbol type) =>
        PublicSymbols.Members(type).Where(member => !IsPlainConstructor(member)).Prepend(type).SelectMany(Undocumented)
            .Should().BeEmpty();

    private static IEnumerable<string> Undocumented(ISymbol symbol)
    {
        var id = symbol.GetDocumentationCommentId()!;
        if (!Documentation.TryGetValue(id, out var documentation)) return [$"{symbol}"];
        if (documentation.Element("inheritdoc") is not null) return [];
        var parameters = (symbol as IMethodSymbol)?.Parameters.Select(parameter => parameter.Name) ?? [];
        var described = documentation.Elements("param").Where(HasText).Select(param => param.Attribute("name")!.Value);
        return parameters.Except(described).Concat(HasText(documentation.Element("summary")) ? [] : ["summary"])
            .Select(missing => $"{symbol}: {missing}");
    }

    /// <summary>A constructor without parameters needs no documentation, and may be added by the compiler.</summary>
    private static bool IsPlainConstructor(ISymbol symbol) =>
        symbol is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters: [] };

    private static bool HasText(XElement? element) => !string.IsNullOrWhiteSpace(element?.Value);

    private static IEnumerable<TestCaseData> Types() => Assemblies
        .SelectMany(assembly => PublicSymbols.Types(PublicSymbols.Load(assembly).GlobalNamespace))
        .Select(type => new TestCaseData(type).SetArgDisplayNames(type.Name));
}
