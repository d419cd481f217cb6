namespace OpenAIImages.Emulator.Faults;

/// <summary>Decides which requests a fault applies to, and counts them.</summary>
internal sealed class FaultGate(FaultConditions conditions)
{
    private readonly (double Probability, Dice Dice)[] _chances =
        [.. conditions.Chances.Select(chance => (chance.Probability, new Dice(chance.Seed)))];

    private int _left = conditions.Times;

    public bool Admits(EmulatorRequest request)
    {
        foreach (var predicate in conditions.Predicates)
        {
            if (!predicate(request)) return false;
        }

        foreach (var (probability, dice) in _chances)
        {
            if (dice.Next() >= probability) return false;
        }

        if (conditions.Times == int.MaxValue) return true;
        return Volatile.Read(ref _left) > 0 && Interlocked.Decrement(ref _left) >= 0;
    }
}
