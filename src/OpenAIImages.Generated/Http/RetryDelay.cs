using System.Globalization;
using System.Net.Http.Headers;

namespace OpenAIImages.Generated.Http;

/// <summary>The delay before the next attempt.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan MaxRequested = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Returns 0.5, 1, 2 or (from the fourth retry on) 4 seconds, plus a random delay of up to the same length, so that
    /// clients that failed at the same time do not retry at the same time.
    /// </summary>
    public static TimeSpan GetBackOff(int attempt)
    {
        var jitter = new Random(Guid.NewGuid().GetHashCode()).NextDouble();
        return TimeSpan.FromSeconds(0.5 * Math.Pow(2, Math.Min(attempt, 3)) * (1 + jitter));
    }

    /// <summary>Returns whether the server asks for a longer delay than a call should take.</summary>
    public static bool IsTooLong(HttpResponseMessage response, DateTimeOffset now) =>
        GetRequested(response, now) > MaxRequested;

    /// <summary>
    /// Returns the delay that the server asks for in retry-after-ms or, without a valid one, in Retry-After; null if
    /// there is none, or if it has already passed.
    /// </summary>
    public static TimeSpan? GetRequested(HttpResponseMessage response, DateTimeOffset now)
    {
        var seconds = Number(response.GetHeader("retry-after-ms")) / 1000
            ?? Number(response.GetHeader("retry-after"))
            // The clock of this machine may differ from the server's.
            ?? SecondsUntil(response.GetHeader("retry-after"), response.Headers.Date ?? now);
        return seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds.Value, int.MaxValue)) : null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : null;

    private static double? SecondsUntil(string? date, DateTimeOffset now) =>
        RetryConditionHeaderValue.TryParse(date, out var value) ? (value!.Date - now)?.TotalSeconds : null;
}
