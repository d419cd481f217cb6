namespace OpenAIImages.Emulator.Drawing;

/// <summary>
/// Value noise: random values on a lattice of integers, and smooth between them. From 0 to 1, the same for the same
/// seed.
/// </summary>
internal readonly struct Noise(uint seed)
{
    /// <summary>An independent noise of the same picture.</summary>
    public Noise Fork(int purpose) => new(Mix(seed ^ Mix((uint)purpose * 0x9E3779B9u + 1)));

    /// <summary>The random value at a point of the lattice.</summary>
    public float Value(int x, int y = 0) =>
        (Mix(seed + Mix((uint)x * 0x85EBCA6Bu + Mix((uint)y * 0xC2B2AE35u + 7))) >> 8) * (1f / (1 << 24));

    /// <summary>A random value between two bounds.</summary>
    public float Between(float low, float high, int x) => low + (high - low) * Value(x);

    /// <summary>Smooth noise in one dimension.</summary>
    public float Smooth(float x)
    {
        var floor = MathF.Floor(x);
        var left = (int)floor;
        return Lerp(Value(left), Value(left + 1), Ease(x - floor));
    }

    /// <summary>Smooth noise in two dimensions.</summary>
    public float Smooth(float x, float y)
    {
        float floorX = MathF.Floor(x), floorY = MathF.Floor(y);
        int left = (int)floorX, top = (int)floorY;
        var across = Ease(x - floorX);
        return Lerp(
            Lerp(Value(left, top), Value(left + 1, top), across),
            Lerp(Value(left, top + 1), Value(left + 1, top + 1), across),
            Ease(y - floorY));
    }

    /// <summary>0 below the first edge, 1 above the second, smooth between.</summary>
    public static float Step(float low, float high, float x) => Ease(Math.Clamp((x - low) / (high - low), 0, 1));

    private static float Ease(float t) => t * t * (3 - 2 * t);

    private static float Lerp(float from, float to, float amount) => from + (to - from) * amount;

    /// <summary>Spreads every bit of the input over the whole output (the "lowbias32" integer hash).</summary>
    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x7FEB352Du;
        x = (x ^ (x >> 15)) * 0x846CA68Bu;
        return x ^ (x >> 16);
    }
}
