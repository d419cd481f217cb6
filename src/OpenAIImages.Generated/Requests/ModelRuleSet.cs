namespace OpenAIImages.Generated.Requests;

// Rows of data, with fields instead of properties: each accessor would be one more method to compile in the first call.

/// <summary>A family of models that follow the same rules; the entries of <c>x-model-families</c> in the spec.</summary>
internal sealed class ModelFamily(string name)
{
    public readonly string Name = name;

    public string[] Models = [];

    /// <summary>The family whose rules hold where this one has none of its own.</summary>
    public string? Like;

    /// <summary>Whether a value that no family knows may be one that the model has learned since.</summary>
    public bool TakesUnknownValues;

    public bool ReturnsBase64Only;

    public bool RevisesPrompts;

    public bool ReportsUsage;
}

/// <summary>What one family takes for one parameter; the entries of <c>x-model-rules</c> in the spec.</summary>
internal sealed class ParameterRule(string parameter, string family)
{
    public readonly string Parameter = parameter;

    public readonly string Family = family;

    public bool NotBlank;

    public int? MaxCharacters;

    public long? Minimum;

    public long? Maximum;

    public string[]? Values;

    public DimensionsRule? Dimensions;

    public ParameterRequirement[] Needs = [];

    public string Code = "invalid_value";
}

/// <summary>What else must hold when a parameter is set.</summary>
internal sealed class ParameterRequirement(string parameter)
{
    public readonly string Parameter = parameter;

    public string[]? When;

    public string[]? Unless;

    /// <summary>What the other parameter must be; null when it must not be set.</summary>
    public string[]? Values;

    /// <summary>What the other parameter counts as when it is not set.</summary>
    public string? Omitted;
}

/// <summary>The arithmetic of free sizes, in pixels.</summary>
internal sealed class DimensionsRule(int multipleOf, int maxRatio, int maxLongSide, int maxShortSide)
{
    public bool Allows(int width, int height)
    {
        int longSide = Math.Max(width, height), shortSide = Math.Min(width, height);
        return shortSide > 0 && width % multipleOf == 0 && height % multipleOf == 0
            && longSide <= maxLongSide && shortSide <= maxShortSide && longSide <= (long)shortSide * maxRatio;
    }

    public override string ToString() =>
        $"any WIDTHxHEIGHT with both sides a multiple of {multipleOf}, an aspect ratio from 1:{maxRatio} to {maxRatio}:1, " +
        $"and at most {maxLongSide}x{maxShortSide} either way round";
}

/// <summary>The rules of one family, with those of the families that it is like.</summary>
/// <remarks>Made when a model of the family is asked for, and without LINQ: the first call of a process waits for it.</remarks>
internal sealed class ModelRuleSet
{
    private const string EveryModel = "every-model";

    private static readonly ModelRuleSet?[] Families = new ModelRuleSet?[ImageModel.Families.Length];

    private ModelRuleSet(ModelFamily family)
    {
        foreach (var rule in CreateImageRequest.Rules) Parameters[rule.Parameter] = null;
        for (var like = family; like is not null; like = Parent(like))
        {
            TakesUnknownValues |= like.TakesUnknownValues;
            ReturnsBase64Only |= like.ReturnsBase64Only;
            RevisesPrompts |= like.RevisesPrompts;
            ReportsUsage |= like.ReportsUsage;
            foreach (var rule in CreateImageRequest.Rules)
            {
                if (rule.Family == like.Name) Parameters[rule.Parameter] ??= rule;
            }
        }
    }

    /// <summary>The rules that hold for every model, known or not.</summary>
    public static ParameterRule[] Common { get; } =
        Array.FindAll(CreateImageRequest.Rules, rule => rule.Family == EveryModel);

    /// <summary>Each parameter that has rules, with that of the family; null when the family does not take it.</summary>
    public Dictionary<string, ParameterRule?> Parameters { get; } = [];

    public bool TakesUnknownValues { get; }

    public bool ReturnsBase64Only { get; }

    public bool RevisesPrompts { get; }

    public bool ReportsUsage { get; }

    /// <summary>The rules of a model's family; none when the model belongs to no family.</summary>
    /// <remarks>The longest name of a model that is the start of this one wins: a snapshot follows its family.</remarks>
    public static ModelRuleSet? For(string model)
    {
        var found = -1;
        var length = -1;
        for (var i = 0; i < Families.Length; i++)
        {
            foreach (var name in ImageModel.Families[i].Models)
            {
                if (name.Length > length && IsModelOrSnapshot(model, name))
                {
                    found = i;
                    length = name.Length;
                }
            }
        }

        return found < 0 ? null : Families[found] ??= new ModelRuleSet(ImageModel.Families[found]);
    }

    /// <summary>Whether any family knows this value of the parameter.</summary>
    public static bool IsKnownValue(string parameter, string value) =>
        HasRule(parameter, rule => rule.Values?.Contains(value) == true);

    /// <summary>Whether the parameter has known values, but newer ones may come.</summary>
    public static bool HasOpenValues(string parameter) => HasRule(parameter, static rule => rule.Values is not null);

    /// <summary>Whether the parameter is a width and height in any family.</summary>
    public static bool HasDimensions(string parameter) => HasRule(parameter, static rule => rule.Dimensions is not null);

    private static bool HasRule(string parameter, Predicate<ParameterRule> matches) =>
        Array.Exists(CreateImageRequest.Rules, rule => rule.Parameter == parameter && matches(rule));

    private static bool IsModelOrSnapshot(string model, string name)
    {
        if (!model.StartsWith(name, StringComparison.Ordinal)) return false;
        if (model.Length == name.Length) return true;
        if (model[name.Length] != '-' || model.Length == name.Length + 1) return false;
        for (var i = name.Length + 1; i < model.Length; i++)
        {
            if (model[i] is not ((>= '0' and <= '9') or '-')) return false;
        }

        return true;
    }

    private static ModelFamily? Parent(ModelFamily family) =>
        family.Like is null ? null : Array.Find(ImageModel.Families, candidate => candidate.Name == family.Like);
}
