using System.Globalization;

namespace OpenAIImages.Generated;

/// <summary>Represents one rate limit of an account.</summary>
public sealed class RateLimit
{
    // Longer than any real duration.
    private const int MaxDurationLength = 64;

    private RateLimit()
    {
    }

    /// <summary>Gets the number that is allowed in a period; null if the server did not send it.</summary>
    public long? Limit { get; private init; }

    /// <summary>Gets the number that is left in the period; null if the server did not send it.</summary>
    public long? Remaining { get; private init; }

    /// <summary>Gets the time until the limit is reset; null if the server did not send it.</summary>
    public TimeSpan? Reset { get; private init; }

    internal static RateLimit? Find(Func<string, string?> find, string name)
    {
        var limit = new RateLimit
        {
            Limit = ParseNumber(find("x-ratelimit-limit-" + name)),
            Remaining = ParseNumber(find("x-ratelimit-remaining-" + name)),
            Reset = ParseDuration(find("x-ratelimit-reset-" + name)),
        };
        return limit is { Limit: null, Remaining: null, Reset: null } ? null : limit;
    }

    private static long? ParseNumber(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    // As Go prints durations (120ms, 1s, 6m0s, 1h2m3.5s), or plain seconds.
    private static TimeSpan? ParseDuration(string? text)
    {
        if (text is not { Length: > 0 and <= MaxDurationLength }) return null;
        if (ParseDecimal(text) is { } plain) return ToTimeSpan(plain);
        double seconds = 0;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && text[i] is (>= '0' and <= '9') or '.') i++;
            var unitStart = i;
            while (i < text.Length && text[i] is not ((>= '0' and <= '9') or '.')) i++;
            double? unit = text.Substring(unitStart, i - unitStart) switch
            {
                "ns" => 1e-9,
                // Headers are read as Latin-1.
                "us" or "\u00B5s" or "\u00C2\u00B5s" => 1e-6,
                "ms" => 0.001,
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                "d" => 86400,
                _ => null,
            };
            if (ParseDecimal(text.Substring(start, unitStart - start)) * unit is not { } part) return null;
            seconds += part;
        }

        return ToTimeSpan(seconds);
    }

    private static TimeSpan? ToTimeSpan(double seconds) =>
        seconds <= int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;

    private static double? ParseDecimal(string digits) =>
        double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
