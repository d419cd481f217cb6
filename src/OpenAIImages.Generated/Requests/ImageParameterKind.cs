namespace OpenAIImages.Generated;

/// <summary>Specifies the kind of a parameter's value.</summary>
public enum ImageParameterKind
{
    /// <summary>A text, such as one of the known values.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>An object that contains further parameters.</summary>
    Group,
}
