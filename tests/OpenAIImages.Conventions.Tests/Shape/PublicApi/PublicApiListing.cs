using Microsoft.CodeAnalysis;

namespace OpenAIImages.Conventions.Tests;

/// <summary>Writes the public API of an assembly as sorted lines that read like C#.</summary>
internal static class PublicApiListing
{
    private const SymbolDisplayGenericsOptions Generics = SymbolDisplayGenericsOptions.IncludeTypeParameters
        | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance;

    private const SymbolDisplayMiscellaneousOptions Names = SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
        | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral;

    private static readonly SymbolDisplayFormat TypeFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: Generics, miscellaneousOptions: Names, kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword);

    private static readonly SymbolDisplayFormat NameFormat = TypeFormat.WithKindOptions(SymbolDisplayKindOptions.None);

    private static readonly SymbolDisplayFormat MemberFormat = NameFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeExplicitInterface | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeModifiers
            | SymbolDisplayParameterOptions.IncludeExtensionThis);

    public static string[] Of(string assembly) =>
    [
        .. PublicSymbols.Types(PublicSymbols.Load(assembly).GlobalNamespace)
            .OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal)
            .GroupBy(type => type.ContainingNamespace.ToDisplayString())
            .SelectMany(types => types
                .SelectMany(type => Members(type).Prepend(Declaration(type))).Prepend($"namespace {types.Key}")),
    ];

    private static string Declaration(INamedTypeSymbol type)
    {
        var access = type.DeclaredAccessibility == Accessibility.Public ? "public" : "protected";
        var modifier = type switch
        {
            { TypeKind: not TypeKind.Class } => string.Empty,
            { IsStatic: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsSealed: true } => "sealed ",
            _ => string.Empty,
        };
        var bases = type.BaseType is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class } parent
            ? type.Interfaces.Prepend(parent)
            : type.Interfaces;
        var inherited = string.Join(", ", bases.Select(symbol => symbol.ToDisplayString(NameFormat)));
        var declaration = $"{access} {modifier}{type.ToDisplayString(TypeFormat)}";
        return inherited.Length == 0 ? declaration : $"{declaration} : {inherited}";
    }

    private static IEnumerable<string> Members(INamedTypeSymbol type) =>
        PublicSymbols.Members(type)
            .OrderBy(Rank).ThenBy(Line, StringComparer.Ordinal).Select(member => "    " + Line(member));

    private static string Line(ISymbol member) =>
        member.ToDisplayString(MemberFormat) + (member is IPropertySymbol property ? Accessors(property) : null);

    private static int Rank(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => 0,
        IMethodSymbol { MethodKind: MethodKind.Ordinary } => 2,
        IMethodSymbol => 3,
        _ => 1,
    };

    private static string Accessors(IPropertySymbol property)
    {
        string?[] accessors =
        [
            property.GetMethod is { } getter && IsVisible(getter) ? "get; " : null,
            property.SetMethod is { } setter && IsVisible(setter) ? setter.IsInitOnly ? "init; " : "set; " : null,
        ];
        return $" {{ {string.Concat(accessors)}}}";

        bool IsVisible(IMethodSymbol accessor) => accessor.DeclaredAccessibility >= property.DeclaredAccessibility;
    }
}
