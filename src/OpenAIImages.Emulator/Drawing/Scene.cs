using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>
/// What the emulator draws for a prompt: ridges under a sky, with the sun or moon. It follows from the prompt and the
/// index alone, so that a small picture shows the same place as a large one.
/// </summary>
internal sealed class Scene
{
    /// <param name="prompt">What the picture is for.</param>
    /// <param name="index">Which of the pictures for the prompt, from 0.</param>
    public Scene(string prompt, int index)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{index}\n{prompt}"));
        var random = new Noise(BinaryPrimitives.ReadUInt32BigEndian(hash));
        Palette = Palette.Choose(random.Fork(1));
        Horizon = random.Between(0.56f, 0.7f, 0);
        SunX = random.Between(0.15f, 0.85f, 1);
        SunY = random.Between(0.16f, 0.85f, 2) * Horizon;
        SunRadius = Palette.Stars ? random.Between(0.035f, 0.06f, 3) : random.Between(0.045f, 0.11f, 3);
        var stars = random.Fork(2);
        Stars = Palette.Stars ? [.. Enumerable.Range(0, 200).Select(star => CreateStar(stars, star))] : [];
        var (count, mountains) = (4 + (int)(random.Value(4) * 3), random.Value(5) < 0.55f);
        Ridges = [.. Enumerable.Range(0, count).Select(
            ridge => CreateRidge(random.Fork(10 + ridge), ridge / (count - 1f), mountains))];
    }

    public Palette Palette { get; }

    /// <summary>Where the sky ends, as a share of the height.</summary>
    public float Horizon { get; }

    /// <summary>Where the sun or moon is, as a share of the width.</summary>
    public float SunX { get; }

    /// <summary>Where the sun or moon is, as a share of the height.</summary>
    public float SunY { get; }

    /// <summary>The radius of the sun or moon, as a share of the shorter side.</summary>
    public float SunRadius { get; }

    /// <summary>The places of stars, as shares of the width and height, and their brightness.</summary>
    public IReadOnlyList<(float X, float Y, float Brightness)> Stars { get; }

    /// <summary>The ridges, the farthest first.</summary>
    public IReadOnlyList<Ridge> Ridges { get; }

    private (float X, float Y, float Brightness) CreateStar(Noise random, int star)
    {
        var shine = random.Value(3 * star);
        return (random.Value(3 * star + 1), random.Value(3 * star + 2) * Horizon, 0.15f + 0.85f * shine * shine);
    }

    private Ridge CreateRidge(Noise random, float nearness, bool mountains)
    {
        var color = Palette.Far.Towards(Palette.Near, nearness);
        var haze = color.Towards(Palette.Horizon, 0.75f - 0.6f * nearness);
        var foot = Horizon + (1 - Horizon) * nearness;
        return new Ridge(random, nearness, mountains && nearness < 0.7f, foot, color, haze);
    }
}
