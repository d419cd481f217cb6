namespace OpenAIImages.Generated;

/// <summary>Specifies what the value of a parameter of a request is.</summary>
public enum ImageParameterKind
{
    /// <summary>A text, such as one of the known values.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A group, which is an object that consists of further parameters.</summary>
    Group,
}
