using System.Text;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>
/// Where an answer carries base64: in a property of each object of a list at the root, or in a property of the root.
/// </summary>
/// <param name="list">JsonNames name of the list; null when the property is the root's own.</param>
/// <param name="property">JsonNames name of the property that holds the base64.</param>
internal sealed class Base64Location(string? list, string property)
{
    private readonly byte[]? _list = list is null ? null : Encoding.UTF8.GetBytes(list);
    private readonly byte[] _property = Encoding.UTF8.GetBytes(property);

    /// <summary>Whether the root's property of this name leads on: to the list, or to the base64 itself.</summary>
    public bool MatchesAtRoot(ReadOnlySpan<byte> name) => JsonSyntax.Spells(name, _list ?? _property);

    /// <summary>Whether a list's element holds base64 under this name.</summary>
    public bool MatchesInElement(ReadOnlySpan<byte> name) => JsonSyntax.Spells(name, _property);

    /// <summary>How many containers are around the base64: the root, or the root, the list and its element.</summary>
    public int Depth => _list is null ? 1 : 3;

    /// <summary>The path as a reader of an error message knows it, such as <c>data[1].b64_json</c>.</summary>
    public string Describe(int element) => list is null ? property : $"{list}[{element}].{property}";
}
