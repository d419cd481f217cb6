namespace OpenAIImages.Emulator.Drawing;

/// <summary>
/// Value noise: random values at integers, with smooth transitions. From 0 to 1, the same for the same seed.
/// </summary>
internal readonly struct Noise(uint seed)
{
    /// <summary>An independent noise of the same picture.</summary>
    public Noise Fork(int purpose) => new(Mix(seed ^ Mix((uint)purpose * 0x9E3779B9u + 1)));

    /// <summary>The random value at an integer.</summary>
    public float Value(int x) => (Mix(seed + Mix((uint)x * 0x85EBCA6Bu + 7)) >> 8) * (1f / (1 << 24));

    /// <summary>A random value between two bounds.</summary>
    public float Between(float low, float high, int x) => low + (high - low) * Value(x);

    /// <summary>The smooth noise at any place.</summary>
    public float Smooth(float x)
    {
        var floor = MathF.Floor(x);
        var left = Value((int)floor);
        return left + (Value((int)floor + 1) - left) * Ease(x - floor);
    }

    /// <summary>0 below the first edge, 1 above the second, smooth between.</summary>
    public static float Step(float low, float high, float x) => Ease(Math.Clamp((x - low) / (high - low), 0, 1));

    private static float Ease(float t) => t * t * (3 - 2 * t);

    /// <summary>Spreads every bit of the input over the whole output (the "lowbias32" integer hash).</summary>
    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x7FEB352Du;
        x = (x ^ (x >> 15)) * 0x846CA68Bu;
        return x ^ (x >> 16);
    }
}
