using Microsoft.CodeAnalysis;

namespace OpenAIImages.Conventions.Tests.Rooms;

/// <summary>A source file of the library, by its path below the folder of the project.</summary>
public sealed record SourceFile(string Path)
{
    public string Folder => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : "";

    /// <summary>The expected name of its type: the file's name without a part's name or type parameters.</summary>
    public string TypeName => Path[(Path.LastIndexOf('/') + 1)..].Split('.', '{')[0];

    /// <summary>Whether the file is <c>Type.cs</c>, not a further part, <c>Type.Part.cs</c>.</summary>
    public bool IsMainPart => $"/{Path}".EndsWith($"/{TypeName}.cs", StringComparison.Ordinal);

    /// <summary>Whether the file is generated; such files have no floor.</summary>
    public bool IsGenerated => Path.StartsWith("obj/", StringComparison.Ordinal);

    /// <summary>Whether the file backports members of newer frameworks, in their namespaces.</summary>
    public bool IsPolyfill => TypeName == "Polyfills";

    public static SourceFile Of(SyntaxTree tree) => new(tree.FilePath);

    public override string ToString() => Path;
}
