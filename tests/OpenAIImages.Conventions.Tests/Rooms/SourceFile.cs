using Microsoft.CodeAnalysis;

namespace OpenAIImages.Conventions.Tests.Rooms;

/// <summary>A source file of the library, by its path below the folder of the project.</summary>
public sealed record SourceFile(string Path)
{
    public string Folder => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : "";

    /// <summary>What its types are to be named: the file's name up to a part's name or a type parameter.</summary>
    public string TypeName => Path[(Path.LastIndexOf('/') + 1)..].Split('.', '{')[0];

    /// <summary>Whether it is <c>Type.cs</c>, and not a further part of the type, <c>Type.Part.cs</c>.</summary>
    public bool IsMainPart => $"/{Path}".EndsWith($"/{TypeName}.cs", StringComparison.Ordinal);

    /// <summary>Generated files have no room: they are made of what the spec says.</summary>
    public bool IsGenerated => Path.StartsWith("obj/", StringComparison.Ordinal);

    /// <summary>Members of newer frameworks, under the names and in the namespaces that these have there.</summary>
    public bool IsPolyfill => TypeName == "Polyfills";

    public static SourceFile Of(SyntaxTree tree) => new(tree.FilePath);

    public override string ToString() => Path;
}
