namespace OpenAIImages.Emulator.Drawing;

/// <summary>
/// A color with alpha, each channel from 0 to 1, premultiplied. Calculated with nothing but the basic operations of
/// single precision, which IEEE 754 defines to the last bit, as everywhere in this folder: pictures are the same on
/// every machine. (The framework's vectors may fuse operations, and its sines differ.)
/// </summary>
internal readonly record struct Color(float R, float G, float B, float A)
{
    /// <summary>An opaque color from 0xRRGGBB.</summary>
    public static Color FromRgb(int rgb) =>
        new((rgb >> 16 & 255) * (1f / 255), (rgb >> 8 & 255) * (1f / 255), (rgb & 255) * (1f / 255), 1);

    /// <summary>From this color (0) to the other (1).</summary>
    public Color Towards(Color other, float amount) => new(
        R + (other.R - R) * amount,
        G + (other.G - G) * amount,
        B + (other.B - B) * amount,
        A + (other.A - A) * amount);

    /// <summary>The color as #RRGGBB, without its alpha.</summary>
    public string ToHex() => $"#{Byte(R):X2}{Byte(G):X2}{Byte(B):X2}";

    private static byte Byte(float channel) => (byte)(channel * 255 + 0.5f);
}
