using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace OpenAIImages.Generated;

/// <summary>What the headers of an answer say about it. Not on the wire of the answer itself.</summary>
public sealed class ResponseMetadata
{
    internal const string RequestIdHeader = "x-request-id";

    internal static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoHeaders =
        new Dictionary<string, IReadOnlyList<string>>();

    private readonly HttpHeaders? _answerHeaders;
    private readonly HttpHeaders? _bodyHeaders;
    private IReadOnlyDictionary<string, IReadOnlyList<string>>? _headers;
    private RateLimits? _rateLimits;

    /// <summary>Makes metadata from headers; public for tests of code that reads it.</summary>
    /// <param name="headers">The headers, by name without regard to case; none by default.</param>
    public ResponseMetadata(IReadOnlyDictionary<string, IReadOnlyList<string>>? headers = null)
    {
        _headers = headers ?? NoHeaders;
    }

    // Copied when they are asked for: most callers never do. Only the headers are kept, not the answer and its request.
    internal ResponseMetadata(HttpResponseMessage response)
    {
        Secrets = SecretRedactor.Of(response);
        _answerHeaders = response.Headers;
        _bodyHeaders = response.Content.Headers;
    }

    /// <summary>The server's id of the request (<c>x-request-id</c>), to be quoted to its support; null when not sent.</summary>
    public string? RequestId => Find(RequestIdHeader);

    /// <summary>The id that this client gave the request (<c>X-Client-Request-Id</c>); the same for each attempt.</summary>
    public string? ClientRequestId { get; init; }

    /// <summary>How long the server worked (<c>openai-processing-ms</c>); null when not sent.</summary>
    public TimeSpan? ProcessingTime =>
        double.TryParse(Find("openai-processing-ms"), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds is >= 0 and <= int.MaxValue
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    /// <summary>The organization that was charged (<c>openai-organization</c>); null when not sent.</summary>
    public string? Organization => Find("openai-organization");

    /// <summary>The project that was charged (<c>openai-project</c>); null when not sent.</summary>
    public string? Project => Find("openai-project");

    /// <summary>The version of the API that answered (<c>openai-version</c>); null when not sent.</summary>
    public string? Version => Find("openai-version");

    /// <summary>What is left of the limits (<c>x-ratelimit-*</c>).</summary>
    public RateLimits RateLimits => _rateLimits ??= new RateLimits(Find);

    /// <summary>
    /// All headers of the answer, by name without regard to case. Where a value repeats the key or the prompt, or a name the
    /// key, <c>(redacted)</c> stands for it.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers => _headers ??= CopyHeaders();

    /// <summary>What no text about the answer may repeat.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal SecretRedactor Secrets { get; }

    private Dictionary<string, IReadOnlyList<string>> CopyHeaders()
    {
        var copy = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        // To read them is to change them, which threads must not do at once.
        lock (_answerHeaders!)
        {
            foreach (var header in _answerHeaders!.Concat(_bodyHeaders!))
            {
                copy[Secrets.RedactBody(header.Key)!] = [.. header.Value.Select(Secrets.RedactHeader)];
            }
        }

        return copy;
    }

    internal static string? Find(IReadOnlyDictionary<string, IReadOnlyList<string>> headers, string name) =>
        headers.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;

    private string? Find(string name) => Find(Headers, name);
}

/// <summary>The limits of an account, where the server sent them.</summary>
public sealed class RateLimits
{
    internal RateLimits(Func<string, string?> find)
    {
        Requests = RateLimit.Find(find, "requests");
        Tokens = RateLimit.Find(find, "tokens");
        InputImages = RateLimit.Find(find, "input-images");
    }

    /// <summary>The limit of requests; null when not sent.</summary>
    public RateLimit? Requests { get; }

    /// <summary>The limit of tokens; null when not sent.</summary>
    public RateLimit? Tokens { get; }

    /// <summary>The limit of images in requests; null when not sent.</summary>
    public RateLimit? InputImages { get; }
}

/// <summary>One limit of an account.</summary>
public sealed class RateLimit
{
    private RateLimit()
    {
    }

    /// <summary>How many are allowed in a period; null when not sent.</summary>
    public long? Limit { get; private init; }

    /// <summary>How many are left in the period; null when not sent.</summary>
    public long? Remaining { get; private init; }

    /// <summary>The time until the limit is whole again; null when not sent.</summary>
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
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    // As Go prints durations: 120ms, 1s, 6m0s, 1h2m3.5s.
    private static TimeSpan? ParseDuration(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        double seconds = 0;
        for (var i = 0; i < text!.Length;)
        {
            var start = i;
            while (i < text.Length && text[i] is (>= '0' and <= '9') or '.') i++;
            var unitStart = i;
            while (i < text.Length && text[i] is >= 'a' and <= 'z') i++;
            double? unit = text.Substring(unitStart, i - unitStart) switch
            {
                "ms" => 0.001,
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                "d" => 86400,
                _ => null,
            };
            if (ParseDecimal(text, start, unitStart) * unit is not { } part) return null;
            seconds += part;
        }

        return seconds <= int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double? ParseDecimal(string text, int start, int end)
    {
        var digits = text.Remove(end).Remove(0, start);
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
