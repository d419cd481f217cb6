namespace OpenAIImages.Generated;

/// <summary>
/// Describes a parameter of a request according to the spec, so that a command line or a form can offer all parameters.
/// </summary>
public sealed class ImageParameter
{
    internal ImageParameter(string name, ImageParameterKind kind, string description)
    {
        Name = name;
        Kind = kind;
        Description = description;
    }

    /// <summary>Gets the name of the parameter in JSON, such as <c>output_format</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the kind of the parameter's value.</summary>
    public ImageParameterKind Kind { get; }

    /// <summary>Gets what the parameter is for, in a sentence or two.</summary>
    public string Description { get; }

    /// <summary>Gets the values that the spec lists, if there are any. Other values may be valid.</summary>
    public IReadOnlyList<string> KnownValues { get; internal init; } = [];

    /// <summary>Gets the parameters of a group; empty for other kinds.</summary>
    public IReadOnlyList<ImageParameter> Properties { get; internal init; } = [];

    /// <summary>Gets the value that a command line or a form may use by default; null for none.</summary>
    public string? SuggestedValue { get; internal init; }

    /// <summary>Returns the name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
