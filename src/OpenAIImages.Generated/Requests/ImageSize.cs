using System.Globalization;

namespace OpenAIImages.Generated;

public readonly partial struct ImageSize
{
    /// <summary>Initializes a new <see cref="ImageSize"/> from a width and a height.</summary>
    /// <param name="width">The width, in pixels.</param>
    /// <param name="height">The height, in pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width or the height is not positive.</exception>
    public ImageSize(int width, int height)
    {
        if (width <= 0) throw new ArgumentOutOfRangeException(nameof(width), width, "The width must be positive.");
        if (height <= 0) throw new ArgumentOutOfRangeException(nameof(height), height, "The height must be positive.");
        _value = string.Format(CultureInfo.InvariantCulture, "{0}x{1}", width, height);
    }

    /// <summary>Gets the width and the height of a size that has the form <c>WIDTHxHEIGHT</c>.</summary>
    /// <param name="width">The width, in pixels, but at most <see cref="int.MaxValue"/>.</param>
    /// <param name="height">The height, in pixels, but at most <see cref="int.MaxValue"/>.</param>
    /// <returns>True when the size has that form; false for others, such as <c>auto</c>.</returns>
    public bool TryGetDimensions(out int width, out int height)
    {
        width = height = 0;
        var text = ToString();
        var x = text.IndexOf('x');
        return x > 0 && TryParse(text, 0, x, out width) && TryParse(text, x + 1, text.Length, out height);
    }

    private static bool TryParse(string text, int start, int end, out int number)
    {
        number = 0;
        if (start == end) return false;
        long sum = 0;
        for (var i = start; i < end; i++)
        {
            if (text[i] is < '0' or > '9') return false;
            sum = Math.Min(sum * 10 + text[i] - '0', int.MaxValue);
        }

        number = (int)sum;
        return true;
    }
}
