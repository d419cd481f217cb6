namespace OpenAIImages.Generated;

/// <summary>Specifies what the value of a parameter of a request is.</summary>
public enum ImageParameterKind
{
    /// <summary>A text, such as one of the known values.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>An object that consists of further parameters.</summary>
    Object,
}
