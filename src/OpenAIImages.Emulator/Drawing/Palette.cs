namespace OpenAIImages.Emulator.Drawing;

/// <summary>
/// The colors of one time of day: the sky from its zenith to the horizon, the sun or moon, the farthest and the nearest
/// hill.
/// </summary>
internal sealed record Palette(
    Color Zenith, Color Middle, Color Horizon, Color Light, Color Far, Color Near, bool Stars)
{
    private static readonly Palette[] Moods =
    [
        Of(0x2E5EAA, 0x7FB2E5, 0xF3E9D2, 0xFFFBEA, 0x9DB8CF, 0x23523F), // a clear morning
        Of(0x29335C, 0xDB5375, 0xFFB86F, 0xFFF1C9, 0xB5637B, 0x1F1B33), // sunset
        Of(0x0B1030, 0x26346B, 0x6F7FB5, 0xF4F1DE, 0x3F4F86, 0x070B1E, stars: true), // a clear night
        Of(0x5B7DB1, 0xF2B5A7, 0xFFE8C2, 0xFFFDF2, 0xC39BB0, 0x3B3355), // dawn
        Of(0x1B4965, 0x62B6CB, 0xCAE9FF, 0xFFFFFF, 0x8FC1D4, 0x14364A), // cold noon
        Of(0x6D2E46, 0xD57A66, 0xF6D7A7, 0xFFE9B8, 0xD1976B, 0x4A2328), // desert
        Of(0x06262D, 0x0F5C5C, 0x59C9A5, 0xE8FFF5, 0x2A7F73, 0x031A1E, stars: true), // northern lights
        Of(0x3D2C5E, 0x8E6BBF, 0xF7C6E0, 0xFFF3FA, 0x9A7FBF, 0x2A1E45), // lavender evening
        Of(0x4A6FA5, 0xA9D6C5, 0xF8F4D8, 0xFFF7C2, 0x93B48B, 0x2F4B26), // spring
        Of(0x8C2F39, 0xE9724C, 0xFFC857, 0xFFF3B0, 0xC2553F, 0x3A1420), // autumn
        Of(0x101522, 0x3B2C57, 0xC06C84, 0xFFDDBB, 0x5B4474, 0x0C0F1C, stars: true), // last light
        Of(0x7A8B99, 0xB8C4C9, 0xEDE7DD, 0xFFFFFF, 0xAEB9BF, 0x3C4A50), // mist
    ];

    /// <summary>One of the moods, tinted by a second one so that two pictures of one mood differ too.</summary>
    public static Palette Choose(Noise random)
    {
        var mood = Moods[(int)(random.Value(0) * Moods.Length)];
        var tint = Moods[(int)(random.Value(1) * Moods.Length)];
        var amount = 0.25f * random.Value(2);
        return new Palette(
            mood.Zenith.Towards(tint.Zenith, amount),
            mood.Middle.Towards(tint.Middle, amount),
            mood.Horizon.Towards(tint.Horizon, amount),
            mood.Light,
            mood.Far.Towards(tint.Far, amount),
            mood.Near.Towards(tint.Near, amount),
            mood.Stars);
    }

    /// <summary>The color of the sky, from the top (0) to the horizon (1).</summary>
    public Color Sky(float depth) => Zenith
        .Towards(Middle, Noise.Step(-0.3f, 0.6f, depth))
        .Towards(Horizon, Noise.Step(0.4f, 1, depth));

    private static Palette Of(
        int zenith, int middle, int horizon, int light, int far, int near, bool stars = false) => new(
        Color.FromRgb(zenith),
        Color.FromRgb(middle),
        Color.FromRgb(horizon),
        Color.FromRgb(light),
        Color.FromRgb(far),
        Color.FromRgb(near),
        stars);
}
