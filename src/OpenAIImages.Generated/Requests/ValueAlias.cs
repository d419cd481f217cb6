namespace OpenAIImages.Generated.Requests;

/// <summary>Another name by which a value is often called: an entry of <c>x-aliases</c> in the spec.</summary>
internal sealed class ValueAlias(string parameter, string name, string value)
{
    public readonly string Parameter = parameter;

    public readonly string Name = name;

    public readonly string Value = value;
}
