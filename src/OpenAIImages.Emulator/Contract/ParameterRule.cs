namespace OpenAIImages.Emulator.Contract;

/// <summary>
/// The values of a parameter that a family of models accepts: an entry of <c>x-model-rules</c> in the spec.
/// </summary>
/// <remarks>Requirements between parameters are not included: the library checks them.</remarks>
internal sealed record ParameterRule
{
    /// <summary>The known values; null if any value is accepted.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    public long? Minimum { get; init; }

    public long? Maximum { get; init; }

    /// <summary>The maximum length of a string, in Unicode scalar values.</summary>
    public int? MaxCharacters { get; init; }

    /// <summary>The limits of a free size; null if sizes are not free.</summary>
    public SizeLimits? Sizes { get; init; }

    /// <summary>The error code for a value that is not accepted.</summary>
    public string? Code { get; init; }
}
