using System.Globalization;
using System.Text;

namespace OpenAIImages.Generated.Requests;

/// <summary>The parts of the messages of violations.</summary>
internal static class ViolationText
{
    private const int MaxQuoteLength = 64;

    /// <summary>Returns a value, shortened and without characters that could disturb a log or a terminal.</summary>
    public static string Quote(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return "a blank value";
        var text = new StringBuilder();
        foreach (var character in value!.Length > MaxQuoteLength ? value.Remove(MaxQuoteLength) + "…" : value)
        {
            text.Append(IsPrintable(character) ? character : ' ');
        }

        return text.ToString();
    }

    public static string Range(ParameterRule rule) => (rule.Minimum, rule.Maximum) switch
    {
        ({ } minimum, { } maximum) => $"from {minimum} to {maximum}",
        ({ } minimum, null) => $"of at least {minimum}",
        (null, { } maximum) => maximum == 1 ? "1 only" : $"of at most {maximum}",
        _ => string.Empty,
    };

    public static string Choice(ParameterRule rule, bool countPixels)
    {
        var values = string.Join(", ", rule.Values!);
        return rule.Dimensions is null ? values : $"{values}, or {rule.Dimensions.Describe(countPixels)}";
    }

    public static string Need(string parameter, string value, ParameterRequirement need)
    {
        var subject = need.When is null && need.Unless is null ? parameter : $"{parameter} {Quote(value)}";
        if (need.Values is not null) return $"{subject} needs {need.Parameter} {string.Join(" or ", need.Values)}.";
        var others = string.Join(" or ", need.Except);
        return need.Unless is null
            ? $"{subject} cannot be combined with {need.Parameter} {others}."
            : $"With {need.Parameter} {others}, {parameter} must be {string.Join(" or ", need.Unless)}, " +
                $"not {Quote(value)}.";
    }

    private static bool IsPrintable(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator);
}
