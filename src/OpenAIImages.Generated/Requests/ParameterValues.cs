using System.Text;

namespace OpenAIImages.Generated.Requests;

/// <summary>Distinguishes values that may be newer than the spec from misspelled values.</summary>
internal static class ParameterValues
{
    /// <summary>Returns whether the parameter is a width and height for a family of models.</summary>
    public static bool AreDimensions(string parameter) =>
        HasRule(parameter, static rule => rule.Dimensions is not null);

    /// <summary>Returns whether a value that no family knows may have been added after the spec was written.</summary>
    /// <remarks>
    /// Values are words of printable ASCII. A known value in other letter case or punctuation, an alias, or an invalid
    /// <c>WIDTHxHEIGHT</c> is not a newer value.
    /// </remarks>
    public static bool MayBeNewer(string parameter, string value) =>
        HasRule(parameter, static rule => rule.Values is not null)
        && value.Any(char.IsLetterOrDigit)
        && value.All(static character => character is > ' ' and <= '~')
        && FindSimilar(parameter, value) is null
        && !(AreDimensions(parameter) && IsLikeDimensions(value));

    /// <summary>Returns the value that was probably meant, or null.</summary>
    public static string? FindIntended(string parameter, string value) =>
        FindSimilar(parameter, value) ?? (AreDimensions(parameter) ? FindDimensions(value) : null);

    private static string? FindSimilar(string parameter, string value)
    {
        var key = Simplify(value);
        if (key.Length == 0) return null;
        foreach (var rule in ParameterRules.All)
        {
            if (rule.Parameter != parameter) continue;
            var similar = Array.Find(rule.Values ?? [], known => Simplify(known) == key);
            if (similar is not null) return similar;
        }

        return Array.Find(
            ParameterRules.Aliases, alias => alias.Parameter == parameter && Simplify(alias.Name) == key)?.Value;
    }

    /// <summary>
    /// Returns the lower-case letters and digits of a value; characters with variants in their plain form.
    /// </summary>
    private static string Simplify(string value)
    {
        var key = new StringBuilder(value.Length);
        foreach (var character in Normalize(value))
        {
            if (char.IsLetterOrDigit(character)) key.Append(character);
        }

        return key.ToString();
    }

    private static string Normalize(string value)
    {
        try
        {
            return value.Normalize(NormalizationForm.FormKC).Replace('×', 'x').ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return value; // half of a surrogate pair
        }
    }

    /// <summary>
    /// Returns whether a value consists of digits and common separators, or of two numbers with an x between them.
    /// </summary>
    private static bool IsLikeDimensions(string value) =>
        FindDimensions(value) is not null
        || value.All(
            static character => character is (>= '0' and <= '9') or 'x' or 'X' or '*' or '-' or '+' or ',' or '.');

    private static string? FindDimensions(string value)
    {
        var text = Normalize(value);
        var width = ReadNumber(text, 0, out var end);
        var start = SkipSpace(text, end);
        if (width.Length == 0 || start == text.Length || text[start] is not ('x' or '*')) return null;
        var height = ReadNumber(text, start + 1, out _);
        return height.Length == 0 ? null : $"{width}x{height}";
    }

    private static string ReadNumber(string text, int start, out int end)
    {
        start = end = SkipSpace(text, start);
        while (end < text.Length && text[end] is >= '0' and <= '9') end++;
        var digits = text.Substring(start, end - start);
        return digits.TrimStart('0') is { Length: > 0 } number ? number : digits;
    }

    private static int SkipSpace(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
        return start;
    }

    private static bool HasRule(string parameter, Predicate<ParameterRule> matches) =>
        Array.Exists(ParameterRules.All, rule => rule.Parameter == parameter && matches(rule));
}
