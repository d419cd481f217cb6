namespace OpenAIImages.Emulator.Contract;

/// <summary>A family of models with the same rules: an entry of <c>x-model-families</c> in the spec.</summary>
/// <param name="Name">The name of the family.</param>
/// <param name="Models">The names of its models. Dated snapshots of these models belong to the family too.</param>
/// <param name="Like">The family whose rules apply if this family has none.</param>
internal sealed record ModelFamily(string Name, IReadOnlyList<string> Models, ModelFamily? Like)
{
    /// <summary>
    /// Returns the length of the name in this family that the model has or is a snapshot of; 0 if there is none.
    /// </summary>
    public int Match(string model) =>
        Models.Where(name => IsModelOrSnapshot(model, name)).Max(name => (int?)name.Length) ?? 0;

    private static bool IsModelOrSnapshot(string model, string name)
    {
        if (!model.StartsWith(name, StringComparison.Ordinal)) return false;
        var date = model[name.Length..];
        return date is "" or ['-', _, ..] && date.All(character => character == '-' || char.IsAsciiDigit(character));
    }
}
