using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenAIImages.Conventions.Tests.Rooms;

/// <summary>Finds which hand-written file uses which.</summary>
internal static class Uses
{
    private static readonly SymbolDisplayFormat Short = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    /// <summary>
    /// Returns each use, by name or <c>new</c>, of a declaration in another file; documentation does not count.
    /// </summary>
    public static IEnumerable<Use> In(Compilation compilation) =>
        from tree in compilation.SyntaxTrees
        let file = SourceFile.Of(tree)
        where !file.IsGenerated
        let model = compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes()
        where node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax
        let symbol = Declared(model.GetSymbolInfo(node).Symbol)
        where symbol is not null && symbol.DeclaringSyntaxReferences.Length > 0
        let parts = Parts(symbol).ToArray()
        let other = parts.OrderBy(part => part.IsGenerated).ThenByDescending(part => part.IsMainPart).First()
        where !other.IsGenerated && !parts.Contains(file) && !(parts.Length > 1 && IsQualifier(node))
        select new Use(file, other, symbol.ToDisplayString(Short), LineOf(node), IsWholeType: parts.Length > 1);

    /// <summary>
    /// Returns the type or member that a name refers to; for a constructor added by the compiler, the type.
    /// </summary>
    private static ISymbol? Declared(ISymbol? symbol)
    {
        if (symbol is IAliasSymbol alias) symbol = alias.Target;
        if (symbol is IMethodSymbol { ReducedFrom: { } extension }) symbol = extension;
        symbol = symbol?.OriginalDefinition;
        return symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.LocalFunction } => null,
            IMethodSymbol { IsImplicitlyDeclared: true } => symbol.ContainingType,
            IMethodSymbol method => method.PartialImplementationPart ?? method,
            IPropertySymbol property => property.PartialImplementationPart ?? property,
            INamedTypeSymbol or IFieldSymbol or IEventSymbol => symbol,
            _ => null,
        };
    }

    private static IEnumerable<SourceFile> Parts(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Select(reference => SourceFile.Of(reference.SyntaxTree)).Distinct();

    /// <summary>For a type with several parts, <c>Type.Member</c> uses the part that declares the member.</summary>
    private static bool IsQualifier(SyntaxNode node) => node.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == node,
        QualifiedNameSyntax name => name.Left == node,
        _ => false,
    };

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
