namespace OpenAIImages.Emulator.Drawing;

/// <summary>A row of hills or mountains.</summary>
/// <param name="Random">What decides its shape.</param>
/// <param name="Nearness">From 0, the farthest, to 1, the nearest.</param>
/// <param name="IsSteep">Whether it has peaks.</param>
/// <param name="Foot">The position of its lower edge, as a share of the picture's height.</param>
internal readonly record struct Ridge(Noise Random, float Nearness, bool IsSteep, float Foot)
{
    /// <summary>Where the ridge is at a place across the picture, both in pixels.</summary>
    public float Top(float x, int width, int height)
    {
        var unit = (float)Math.Min(width, height);
        float sum = 0, weight = 0.5f;
        var at = x / unit * ((IsSteep ? 2.6f : 1.7f) + Nearness);
        for (var octave = 0; octave < 6; octave++)
        {
            var value = Random.Fork(octave).Smooth(at);
            sum += weight * (IsSteep ? 1 - Math.Abs(2 * value - 1) : value);
            (at, weight) = (at * 2.1f + 0.29f, weight * (IsSteep ? 0.45f : 0.36f));
        }

        return Foot * height - (IsSteep ? 0.36f - 0.2f * Nearness : 0.22f - 0.1f * Nearness) * sum * unit;
    }
}
