using System.CommandLine;
using System.Globalization;

namespace OpenAIImages.Cli;

/// <summary>Creates options of common kinds.</summary>
internal static class Options
{
    public static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    /// <summary>A whole number.</summary>
    public static Option<int?> Number(
        string name, string value, string description, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        new(name)
        {
            Description = description,
            HelpName = value,
            CustomParser = result =>
            {
                var text = result.Tokens.Single().Value;
                if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    && number >= minimum && number <= maximum)
                {
                    return number;
                }
                result.AddError($"{name} requires a whole number{Range(minimum, maximum)}, not '{text}'.");
                return null;
            },
        };

    private static string Range(int minimum, int maximum) => (minimum, maximum) switch
    {
        (int.MinValue, int.MaxValue) => string.Empty,
        (_, int.MaxValue) => $" from {minimum}",
        _ => $" from {minimum} to {maximum}",
    };
}
