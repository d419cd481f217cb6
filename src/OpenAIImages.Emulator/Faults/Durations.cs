using System.Globalization;

namespace OpenAIImages.Emulator.Faults;

/// <summary>Durations as text.</summary>
internal static class Durations
{
    /// <summary>Formats a duration as the API does in headers and messages: 6ms, 1.5s, 2m30s.</summary>
    public static string Format(TimeSpan duration)
    {
        var milliseconds = (long)Math.Ceiling(duration.TotalMilliseconds);
        if (milliseconds < 1000) return string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms");
        var (minutes, rest) = Math.DivRem(milliseconds, 60_000);
        var seconds = string.Create(CultureInfo.InvariantCulture, $"{rest / 1000m:0.###}s");
        return minutes == 0 ? seconds : string.Create(CultureInfo.InvariantCulture, $"{minutes}m{seconds}");
    }

    /// <summary>Reads a duration: 500ms, 20s, 1.5m, 1h, or a number of seconds.</summary>
    /// <returns>False if it is not a duration from zero to one day.</returns>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        var number = text.TrimEnd('m', 's', 'h');
        decimal? unit = text[number.Length..] switch
        {
            "ms" => 0.001m,
            "" or "s" => 1,
            "m" => 60,
            "h" => 3600,
            _ => null,
        };
        duration = default;
        const NumberStyles Style = NumberStyles.AllowDecimalPoint;
        if (unit is null || !decimal.TryParse(number, Style, CultureInfo.InvariantCulture, out var value)) return false;
        if (value > 86_400 / unit) return false;
        duration = TimeSpan.FromTicks((long)(value * unit.Value * TimeSpan.TicksPerSecond));
        return true;
    }
}
