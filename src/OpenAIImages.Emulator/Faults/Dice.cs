namespace OpenAIImages.Emulator.Faults;

/// <summary>Random numbers ("SplitMix64") that are the same for a seed on every machine and version of .NET.</summary>
internal sealed class Dice(int seed)
{
    private long _state = unchecked(seed * (long)0xD1B54A32D192ED03);

    /// <summary>Returns the next number, from 0 to less than 1. This method is thread-safe.</summary>
    public double Next()
    {
        var x = unchecked((ulong)Interlocked.Add(ref _state, (long)0x9E3779B97F4A7C15));
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        x ^= x >> 31;
        return (x >> 11) * (1.0 / (1L << 53));
    }
}
