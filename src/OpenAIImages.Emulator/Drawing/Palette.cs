using System.Numerics;
using SixLabors.ImageSharp;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>The colors of one time of day.</summary>
internal sealed class Palette
{
    // The sky from its zenith to the horizon, the sun or moon, the farthest and the nearest ridge.
    private static readonly string[] Moods =
    [
        "2E5EAA 7FB2E5 F3E9D2 FFFBEA 9DB8CF 23523F", // a clear morning
        "29335C DB5375 FFB86F FFF1C9 B5637B 1F1B33", // sunset
        "0B1030 26346B 6F7FB5 F4F1DE 3F4F86 070B1E", // a clear night
        "5B7DB1 F2B5A7 FFE8C2 FFFDF2 C39BB0 3B3355", // dawn
        "1B4965 62B6CB CAE9FF FFFFFF 8FC1D4 14364A", // cold noon
        "6D2E46 D57A66 F6D7A7 FFE9B8 D1976B 4A2328", // desert
        "06262D 0F5C5C 59C9A5 E8FFF5 2A7F73 031A1E", // northern lights
        "3D2C5E 8E6BBF F7C6E0 FFF3FA 9A7FBF 2A1E45", // lavender evening
        "4A6FA5 A9D6C5 F8F4D8 FFF7C2 93B48B 2F4B26", // spring
        "8C2F39 E9724C FFC857 FFF3B0 C2553F 3A1420", // autumn
        "101522 3B2C57 C06C84 FFDDBB 5B4474 0C0F1C", // last light
        "7A8B99 B8C4C9 EDE7DD FFFFFF AEB9BF 3C4A50", // mist
    ];

    private readonly Vector4[] _colors;

    /// <summary>One of the moods, tinted by a second one so that two pictures of one mood differ too.</summary>
    public Palette(Noise random)
    {
        var (mood, tint) = (Choose(random.Value(0)), Choose(random.Value(1)));
        _colors = [.. mood.Zip(tint, (color, other) => color.Towards(other, 0.25f * random.Value(2)))];
    }

    public Vector4 Light => _colors[3];

    /// <summary>The color of the sky, from the top (0) to the horizon (1).</summary>
    public Vector4 Sky(float depth) => _colors[0]
        .Towards(_colors[1], Noise.Step(-0.3f, 0.6f, depth))
        .Towards(_colors[2], Noise.Step(0.4f, 1, depth));

    /// <summary>The color of a ridge at its top, from the farthest (0) to the nearest (1).</summary>
    public Vector4 Ridge(float nearness) => _colors[4].Towards(_colors[5], nearness);

    /// <summary>The color of a ridge at its foot, where haze lies before it.</summary>
    public Vector4 Haze(float nearness) => Ridge(nearness).Towards(_colors[2], 0.75f - 0.6f * nearness);

    private static IEnumerable<Vector4> Choose(float random) =>
        Moods[(int)(random * Moods.Length)].Split(' ').Select(hex => (Vector4)Color.ParseHex(hex));
}
