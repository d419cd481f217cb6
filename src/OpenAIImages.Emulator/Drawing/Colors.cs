using System.Numerics;
using SixLabors.ImageSharp.PixelFormats;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>
/// Colors as red, green, blue and alpha from 0 to 1, premultiplied. Drawing uses only operations that IEEE 754 defines
/// to the last bit, so that pictures are the same on every machine; <see cref="Vector4.Lerp(Vector4, Vector4, float)"/>
/// is not one of them.
/// </summary>
internal static class Colors
{
    /// <summary>From a color (0) to another (1).</summary>
    public static Vector4 Towards(this Vector4 color, Vector4 other, float amount) =>
        color + (other - color) * amount;

    /// <summary>The color as #RRGGBB, without its alpha.</summary>
    public static string ToHex(this Vector4 color) => $"#{new Rgba32(color).ToHex()[..6]}";
}
