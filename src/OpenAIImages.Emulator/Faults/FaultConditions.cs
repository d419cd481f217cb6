namespace OpenAIImages.Emulator.Faults;

/// <summary>The conditions of a fault, which all must hold.</summary>
internal sealed record FaultConditions
{
    public static readonly FaultConditions None = new();

    public IReadOnlyList<Func<EmulatorRequest, bool>> Predicates { get; init; } = [];

    public IReadOnlyList<(double Probability, int Seed)> Chances { get; init; } = [];

    /// <summary>How many requests the fault applies to.</summary>
    public int Times { get; init; } = int.MaxValue;
}
