using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenAIImages.Conventions.Tests.Rooms;

/// <summary>The rules of the library's folders. Each returns its violations.</summary>
internal static class RoomRules
{
    private const string Root = "OpenAIImages.Generated";

    /// <summary>A folder uses only itself and folders on lower floors.</summary>
    private static readonly Dictionary<string, int> Floors = new()
    {
        [""] = 6,
        ["Files"] = 5,
        ["Responses"] = 4,
        ["Responses/Extraction"] = 4,
        ["Requests"] = 3,
        ["Http"] = 3,
        ["Serialization"] = 2,
        ["Options"] = 2,
        ["Base64"] = 1,
        ["Security"] = 1,
        ["Diagnostics"] = 1,
        ["Internal"] = 0,
    };

    public static IEnumerable<string> FilesWithoutAFloor(Compilation compilation) =>
        compilation.SyntaxTrees.Select(SourceFile.Of)
            .Where(file => !file.IsGenerated && !Floors.ContainsKey(file.Folder))
            .Select(file => $"{file} is on no floor");

    public static IEnumerable<string> FilesNotOfOneType(Compilation compilation) =>
        from tree in compilation.SyntaxTrees
        let file = SourceFile.Of(tree)
        where !file.IsGenerated && !file.IsPolyfill
        let types = TopLevelTypes(compilation, tree).Select(type => type.Name).ToArray()
        where types.Length != 1 || types[0] != file.TypeName
        select $"{file} declares {(types.Length == 0 ? "no type" : string.Join(", ", types))}";

    public static IEnumerable<string> TypesInAnotherNamespace(Compilation compilation) =>
        from tree in compilation.SyntaxTrees
        let file = SourceFile.Of(tree)
        where !file.IsGenerated && !file.IsPolyfill
        from type in TopLevelTypes(compilation, tree)
        let isPublic = type.DeclaredAccessibility == Accessibility.Public
        let expected = isPublic || file.Folder.Length == 0 ? Root : $"{Root}.{file.Folder.Replace('/', '.')}"
        let actual = type.ContainingNamespace.ToDisplayString()
        where actual != expected
        select $"{file}: {type.Name} is in {actual}, not in {expected}";

    public static IEnumerable<string> UpwardUses(Compilation compilation) =>
        Uses.In(compilation).Where(use => !MayUse(use.From.Folder, use.To.Folder))
            .DistinctBy(use => (use.From, use.To)).Select(use => use.ToString());

    /// <summary>The parts of one type may use each other.</summary>
    public static IEnumerable<string> FilesThatUseEachOther(Compilation compilation)
    {
        var uses = Uses.In(compilation).Where(use => !use.IsWholeType && use.From.TypeName != use.To.TypeName)
            .ToLookup(use => (use.From.Path, use.To.Path));
        return
            from there in uses
            let back = uses[(there.Key.Item2, there.Key.Item1)]
            where back.Any() && string.CompareOrdinal(there.Key.Item1, there.Key.Item2) < 0
            select $"{there.First()}; {back.First()}";
    }

    private static bool MayUse(string from, string to) => from == to
        || (from == "Responses" && to == "Responses/Extraction")
        || (Floors.TryGetValue(from, out var floor) && Floors.TryGetValue(to, out var other) && floor > other);

    private static IEnumerable<INamedTypeSymbol> TopLevelTypes(Compilation compilation, SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes()
            .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
                && node.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
            .Select(node => (INamedTypeSymbol)model.GetDeclaredSymbol(node)!);
    }
}
