using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>
/// The scene that the emulator draws for a prompt: ridges under a sky, with the sun or moon. It depends only on the
/// prompt and the index, so a small picture shows the same scene as a large one.
/// </summary>
internal sealed class Scene
{
    /// <param name="prompt">What the picture is for.</param>
    /// <param name="index">The index of the picture for the prompt, starting at 0.</param>
    public Scene(string prompt, int index)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{index}\n{prompt}"));
        var random = new Noise(BinaryPrimitives.ReadUInt32BigEndian(hash));
        Palette = new Palette(random.Fork(1));
        Horizon = random.Between(0.56f, 0.7f, 0);
        Sun = new Vector2(random.Between(0.15f, 0.85f, 1), random.Between(0.16f, 0.85f, 2) * Horizon);
        SunRadius = random.Between(0.04f, 0.1f, 3);
        var (count, isSteep) = (4 + (int)(random.Value(4) * 3), random.Value(5) < 0.55f);
        Ridges = [.. Enumerable.Range(0, count).Select(ridge =>
        {
            var nearness = ridge / (count - 1f);
            var foot = Horizon + (1 - Horizon) * nearness;
            return new Ridge(random.Fork(10 + ridge), nearness, isSteep && nearness < 0.7f, foot);
        })];
    }

    public Palette Palette { get; }

    /// <summary>Where the sky ends, as a share of the height.</summary>
    public float Horizon { get; }

    /// <summary>Where the sun or moon is, as shares of the width and the height.</summary>
    public Vector2 Sun { get; }

    /// <summary>The radius of the sun or moon, as a share of the shorter side.</summary>
    public float SunRadius { get; }

    /// <summary>The ridges, the farthest first.</summary>
    public Ridge[] Ridges { get; }
}
