namespace OpenAIImages.Generated.Requests;

/// <summary>What one family of models takes for one parameter: an entry of <c>x-model-rules</c> in the spec.</summary>
/// <remarks>Fields, not properties: each accessor would be one more method to compile in the first call.</remarks>
internal sealed class ParameterRule(string parameter, string family)
{
    public readonly string Parameter = parameter;

    public readonly string Family = family;

    public bool NotBlank;

    /// <summary>Whether white space around the value, and control characters in it, are refused.</summary>
    public bool Trimmed;

    public int? MaxCharacters;

    public long? Minimum;

    public long? Maximum;

    public string[]? Values;

    public DimensionsRule? Dimensions;

    public ParameterRequirement[] Needs = [];

    public string Code = "invalid_value";
}
