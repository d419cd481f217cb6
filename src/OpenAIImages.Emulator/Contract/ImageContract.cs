namespace OpenAIImages.Emulator.Contract;

/// <summary>
/// The request as described in the spec: its parameters, and the values that each family of models accepts.
/// </summary>
internal sealed class ImageContract(IReadOnlyList<Parameter> parameters, IReadOnlyList<ModelFamily> families)
{
    private static readonly Lazy<ImageContract> Spec = new(SpecReader.Read);

    /// <summary>The contract of the spec in this assembly.</summary>
    public static ImageContract Instance => Spec.Value;

    /// <summary>The parameters in the order of the spec.</summary>
    public IReadOnlyList<Parameter> Parameters { get; } = parameters;

    /// <summary>The families of models in the order of the spec.</summary>
    public IReadOnlyList<ModelFamily> Families { get; } = families;

    /// <summary>The family of a model; null for an unknown model.</summary>
    /// <remarks>
    /// The longest matching name wins: a snapshot of a newer model is not a snapshot of an older model.
    /// </remarks>
    public ModelFamily? FindFamily(string model)
    {
        var best = Families.MaxBy(family => family.Match(model));
        return best?.Match(model) > 0 ? best : null;
    }
}
