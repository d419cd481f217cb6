namespace OpenAIImages.Generated.Requests;

/// <summary>A family of models that follow the same rules: an entry of <c>x-model-families</c> in the spec.</summary>
/// <remarks>Fields, not properties: each accessor would be one more method to compile in the first call.</remarks>
internal sealed class ModelFamily(string name)
{
    public readonly string Name = name;

    public string[] Models = [];

    /// <summary>The family whose entries apply if this family has none.</summary>
    public string? Like;

    /// <summary>Whether its models may take values that the spec does not know.</summary>
    public bool TakesUnknownValues;

    public bool ReturnsBase64Only;

    public bool RevisesPrompts;

    public bool ReportsUsage;
}
