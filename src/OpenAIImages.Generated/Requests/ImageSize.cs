using System.Globalization;

namespace OpenAIImages.Generated;

public readonly partial struct ImageSize
{
    /// <summary>Makes a size of any width and height.</summary>
    /// <param name="width">The width, in pixels.</param>
    /// <param name="height">The height, in pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not positive.</exception>
    public ImageSize(int width, int height)
    {
        if (width <= 0) throw new ArgumentOutOfRangeException(nameof(width), width, "A width is positive.");
        if (height <= 0) throw new ArgumentOutOfRangeException(nameof(height), height, "A height is positive.");
        _value = string.Format(CultureInfo.InvariantCulture, "{0}x{1}", width, height);
    }

    /// <summary>Reads the width and height, when the size has the form <c>WIDTHxHEIGHT</c>.</summary>
    /// <param name="width">The width, in pixels; a number that is too large is given as <see cref="int.MaxValue"/>.</param>
    /// <param name="height">The height, in pixels; the same.</param>
    /// <returns>False for other forms, such as <c>auto</c>.</returns>
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
