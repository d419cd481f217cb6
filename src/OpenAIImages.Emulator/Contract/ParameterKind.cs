namespace OpenAIImages.Emulator.Contract;

/// <summary>The JSON type of a parameter.</summary>
internal enum ParameterKind
{
    /// <summary>A string.</summary>
    String,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>An object with parameters of its own.</summary>
    Object,
}
