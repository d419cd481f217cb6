namespace OpenAIImages.Emulator.Contract;

/// <summary>A parameter of the request, or of an object in it, as the spec describes it.</summary>
internal sealed class Parameter
{
    private const string EveryModel = "every-model";

    public required string Name { get; init; }

    public required ParameterKind Kind { get; init; }

    public required bool IsRequired { get; init; }

    /// <summary>The values in its schema; empty if any value is accepted.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>The parameters of an object.</summary>
    public required IReadOnlyList<Parameter> Members { get; init; }

    /// <summary>The rules by the names of families; empty if every model accepts the parameter.</summary>
    public required IReadOnlyDictionary<string, ParameterRule> Rules { get; init; }

    /// <summary>Returns the rule for a family; null if its models do not accept the parameter.</summary>
    public ParameterRule? RuleFor(ModelFamily family)
    {
        var common = Rules.GetValueOrDefault(EveryModel);
        for (var like = family; like is not null; like = like.Like)
        {
            if (Rules.TryGetValue(like.Name, out var rule))
            {
                return rule with
                {
                    Minimum = rule.Minimum ?? common?.Minimum,
                    Maximum = rule.Maximum ?? common?.Maximum,
                    MaxCharacters = rule.MaxCharacters ?? common?.MaxCharacters,
                };
            }
        }

        return Rules.Count == 0 ? new ParameterRule() : common;
    }
}
