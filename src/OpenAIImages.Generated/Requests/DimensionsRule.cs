using System.Globalization;

namespace OpenAIImages.Generated.Requests;

/// <summary>Which widths and heights are allowed, in pixels: <c>dimensions</c> in the spec.</summary>
internal sealed class DimensionsRule(int multipleOf, int maxSide, int maxRatio, long minPixels, long maxPixels)
{
    /// <summary>When the number of pixels is not limited, as for an animation; null if it is always limited.</summary>
    public ParameterRequirement? PixelsUnless;

    /// <summary>Returns whether a size is allowed.</summary>
    public bool Allows(int width, int height, bool countPixels)
    {
        var longSide = Math.Max(width, height);
        var shortSide = Math.Min(width, height);
        var pixels = (long)width * height;
        return shortSide > 0
            && width % multipleOf == 0
            && height % multipleOf == 0
            && longSide <= maxSide
            && longSide <= (long)shortSide * maxRatio
            && (!countPixels || (pixels >= minPixels && pixels <= maxPixels));
    }

    /// <summary>Returns what is allowed, in words.</summary>
    public string Describe(bool countPixels)
    {
        var sides = $"any WIDTHxHEIGHT with both sides a multiple of {multipleOf} and at most {maxSide}, ";
        var ratio = $"an aspect ratio from 1:{maxRatio} to {maxRatio}:1";
        if (!countPixels) return sides + "and " + ratio;
        return string.Format(
            CultureInfo.InvariantCulture,
            "{0}{1}, and {2:N0} to {3:N0} pixels in all",
            sides,
            ratio,
            minPixels,
            maxPixels);
    }
}
