using System.Globalization;
using System.Net.Http.Headers;

namespace OpenAIImages.Generated.Http;

/// <summary>How long to wait before the next attempt.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan LongestAskedFor = TimeSpan.FromSeconds(60);

    /// <summary>
    /// 0.5 s, 1 s, 2 s and 4 s (from then on), each up to doubled by chance: from 0.5 s to 8 s in all. Clients that
    /// failed together so do not come back together.
    /// </summary>
    public static TimeSpan BackOff(int attempt)
    {
        var jitter = new Random(Guid.NewGuid().GetHashCode()).NextDouble();
        return TimeSpan.FromSeconds(0.5 * Math.Pow(2, Math.Min(attempt, 3)) * (1 + jitter));
    }

    /// <summary>Whether the server asks for a longer wait than a call should take.</summary>
    public static bool IsTooLong(HttpResponseMessage response, DateTimeOffset now) =>
        AskedFor(response, now) > LongestAskedFor;

    /// <summary>
    /// What the server asks for in retry-after-ms or, without a valid one, in Retry-After; null when it does not, or
    /// asks for no wait at all, as a date that has passed does.
    /// </summary>
    public static TimeSpan? AskedFor(HttpResponseMessage response, DateTimeOffset now)
    {
        var seconds = Number(response.Header("retry-after-ms")) / 1000
            ?? Number(response.Header("retry-after"))
            ?? SecondsUntil(response.Header("retry-after"), now);
        return seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds.Value, int.MaxValue)) : null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : null;

    private static double? SecondsUntil(string? date, DateTimeOffset now) =>
        RetryConditionHeaderValue.TryParse(date, out var value) ? (value!.Date - now)?.TotalSeconds : null;
}
