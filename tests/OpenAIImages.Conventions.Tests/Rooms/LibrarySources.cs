using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OpenAIImages.Conventions.Tests.Rooms;

/// <summary>Compiles the library's sources, so that each name can be resolved to its declaration.</summary>
internal static class LibrarySources
{
    private const string Library = "src/OpenAIImages.Generated";
    private const string Generated = "obj/Generated/ImagesClient.g.cs";

    // What the build adds to the sources: see ImplicitUsings and the target WriteVersion of the library.
    private const string FromBuild = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        namespace OpenAIImages.Generated;
        internal static class PackageVersion { internal const string Value = "0"; }
        """;

    private static readonly CSharpParseOptions Language = new(
        LanguageVersion.CSharp14,
        preprocessorSymbols: ["NET", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER"]);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    public static Compilation Load() => Compile(
        RepositoryFiles.Sources(Library, "*.cs")
            .Select(path => Path.GetRelativePath(Library, path).Replace('\\', '/')).Append(Generated)
            .Select(path => (path, RepositoryFiles.Read($"{Library}/{path}"))));

    public static Compilation Compile(IEnumerable<(string Path, string Code)> files) => CSharpCompilation.Create(
        "sources",
        files.Append((Path: "obj/FromBuild.cs", Code: FromBuild))
            .Select(file => CSharpSyntaxTree.ParseText(file.Code, Language, file.Path)),
        PublicSymbols.References.Where(other => Path.GetFileName(other.Display) != "OpenAIImages.Generated.dll"),
        Options);
}
