namespace OpenAIImages.Emulator.Contract;

/// <summary>What a family of models takes for a parameter: an entry of <c>x-model-rules</c> in the spec.</summary>
/// <remarks>What a parameter needs of others is not here: the library checks it.</remarks>
internal sealed record ParameterRule
{
    /// <summary>The known values; null if any value is taken.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    public long? Minimum { get; init; }

    public long? Maximum { get; init; }

    /// <summary>The maximum length of a string, in Unicode scalar values.</summary>
    public int? MaxCharacters { get; init; }

    /// <summary>What both sides of a free size must be divisible by; null if sizes are not free.</summary>
    public int? MultipleOf { get; init; }

    /// <summary>The maximum number of pixels of a free size; null if sizes are not free.</summary>
    public long? MaxPixels { get; init; }

    /// <summary>The error code of a value that is not taken.</summary>
    public string? Code { get; init; }
}
