using System.Text;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>Where a response has base64: in a property, usually of each object of a list at the root.</summary>
internal sealed class Base64Location(string list, string property)
{
    private readonly byte[] _list = Encoding.UTF8.GetBytes(list);
    private readonly byte[] _property = Encoding.UTF8.GetBytes(property);

    /// <summary>Gets the name of the property.</summary>
    public string Property => property;

    /// <summary>Returns the path for a message, such as <c>data[1].b64_json</c>.</summary>
    public string Describe(int? element) => element is null ? property : $"{list}[{element}].{property}";

    /// <summary>Returns whether the inside of a JSON string is the name of the list.</summary>
    public bool IsList(ReadOnlySpan<byte> name) => name.SequenceEqual(_list);

    /// <summary>Returns whether the inside of a JSON string is the name of the property.</summary>
    public bool IsProperty(ReadOnlySpan<byte> name) => name.SequenceEqual(_property);
}
