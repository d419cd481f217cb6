using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OpenAIImages.Conventions.Tests;

/// <summary>The public symbols of an assembly, as the compiler reads them, for any framework.</summary>
internal static class PublicSymbols
{
    /// <summary>All assemblies of these tests, to resolve the references of an assembly or a snippet.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static IAssemblySymbol Load(string path)
    {
        var assembly = MetadataReference.CreateFromFile(path);
        var others = References.Where(other => Path.GetFileName(other.Display) != Path.GetFileName(path));
        return (IAssemblySymbol)CSharpCompilation.Create("symbols", references: others.Prepend(assembly))
            .GetAssemblyOrModuleSymbol(assembly)!;
    }

    public static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers()
        .Where(IsVisible).OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    /// <summary>The public members; a property represents its accessors.</summary>
    public static IEnumerable<ISymbol> Members(INamedTypeSymbol type) => type.GetMembers().Where(member =>
        IsVisible(member) && member is not INamedTypeSymbol
        && member is not IMethodSymbol { AssociatedSymbol: not null }
        && !(type.IsValueType && member.IsImplicitlyDeclared));

    private static bool IsVisible(ISymbol symbol) => symbol is INamespaceSymbol || symbol.DeclaredAccessibility
        is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
}
