namespace OpenAIImages.Generated.Requests;

/// <summary>The rules of one family of models, with the rules of the families that it is based on.</summary>
/// <remarks>
/// Created when a model of the family is first asked for, and without LINQ, because the first call of a process waits
/// for it.
/// </remarks>
internal sealed class ModelRuleSet
{
    /// <summary>The name under which the spec has the rules that hold for every model.</summary>
    public const string EveryModel = "every-model";

    private static readonly ModelRuleSet?[] Families = new ModelRuleSet?[ModelFamilies.All.Length];

    private ModelRuleSet(ModelFamily family)
    {
        foreach (var rule in ParameterRules.All)
        {
            if (rule.Family != EveryModel) Parameters[rule.Parameter] = null;
        }

        for (var like = family; like is not null; like = Parent(like))
        {
            TakesUnknownValues |= like.TakesUnknownValues;
            ReturnsBase64Only |= like.ReturnsBase64Only;
            RevisesPrompts |= like.RevisesPrompts;
            ReportsUsage |= like.ReportsUsage;
            foreach (var rule in ParameterRules.All)
            {
                if (rule.Family == like.Name) Parameters[rule.Parameter] ??= rule;
            }
        }
    }

    /// <summary>The rules that hold for every model, known or not.</summary>
    public static ParameterRule[] Common { get; } =
        Array.FindAll(ParameterRules.All, rule => rule.Family == EveryModel);

    /// <summary>
    /// The parameters whose rules depend on the model; null for parameters that the family does not take.
    /// </summary>
    public Dictionary<string, ParameterRule?> Parameters { get; } = [];

    public bool TakesUnknownValues { get; }

    public bool ReturnsBase64Only { get; }

    public bool RevisesPrompts { get; }

    public bool ReportsUsage { get; }

    /// <summary>Returns the rules of a model's family, or null when the model belongs to no family.</summary>
    /// <remarks>
    /// The longest known name that this name begins with wins: a snapshot has the rules of its family.
    /// </remarks>
    public static ModelRuleSet? For(string model)
    {
        var found = -1;
        var length = -1;
        for (var i = 0; i < Families.Length; i++)
        {
            foreach (var name in ModelFamilies.All[i].Models)
            {
                if (name.Length > length && IsModelOrSnapshot(model, name))
                {
                    found = i;
                    length = name.Length;
                }
            }
        }

        return found < 0 ? null : Families[found] ??= new ModelRuleSet(ModelFamilies.All[found]);
    }

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
        family.Like is null ? null : Array.Find(ModelFamilies.All, candidate => candidate.Name == family.Like);
}
