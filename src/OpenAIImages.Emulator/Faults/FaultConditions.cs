namespace OpenAIImages.Emulator.Faults;

/// <summary>The conditions of a fault, which must all be met.</summary>
internal sealed record FaultConditions
{
    public static readonly FaultConditions None = new();

    public IReadOnlyList<Func<EmulatorRequest, bool>> Predicates { get; init; } = [];

    public IReadOnlyList<(double Probability, int Seed)> Chances { get; init; } = [];

    /// <summary>The number of requests that the fault applies to.</summary>
    public int Times { get; init; } = int.MaxValue;
}
