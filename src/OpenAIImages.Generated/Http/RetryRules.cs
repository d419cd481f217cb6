#if !NET
using System.Net;
#endif
using Newtonsoft.Json;

namespace OpenAIImages.Generated.Http;

/// <summary>Which failures may go away when the request is sent again.</summary>
internal static class RetryRules
{
    /// <summary>How much of an error's body is read to find its code.</summary>
    public const int ErrorBodyLimit = 64 * 1024;

    private static readonly HashSet<string> FinalCodes = new(StringComparer.Ordinal)
    {
        "insufficient_quota", "billing_hard_limit_reached", "moderation_blocked", "content_policy_violation",
    };

    /// <summary>By status, or by what x-should-retry says; a success or a redirect is never repeated.</summary>
    public static bool MayRepeat(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status < 400)
        {
            return false;
        }

        return response.Header("x-should-retry")?.ToLowerInvariant() switch
        {
            "true" => true,
            "false" => false,
            _ => status is 408 or 409 or 429 or (>= 500 and <= 599),
        };
    }

    /// <summary>A connection that could not be made, or broke before the answer; not an answer that makes no sense.</summary>
    public static bool IsFailedConnection(Exception exception) =>
#if NET
        exception is HttpRequestException
        {
            HttpRequestError: not (HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded),
        };
#else
        exception is HttpRequestException { InnerException: { } cause }
        && cause is not WebException
        {
            Status: WebExceptionStatus.ServerProtocolViolation or WebExceptionStatus.MessageLengthLimitExceeded,
        };
#endif

    public static bool IsTimeout(Exception exception) =>
        exception is OperationCanceledException { InnerException: TimeoutException };

    /// <summary>Whether the start of an error's body names a reason that no repetition can remove.</summary>
    /// <exception cref="JsonException">It names none before it ends, or is not JSON.</exception>
    public static bool IsFinal(ArraySegment<byte> body)
    {
        using var text = new StreamReader(new MemoryStream(body.Array!, body.Offset, body.Count));
        using var json = new JsonTextReader(text);
        while (json.Read())
        {
            if (json is { TokenType: JsonToken.PropertyName, Value: "code" or "type" }
                && json.Read()
                && json.Value is string code
                && FinalCodes.Contains(code))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A header's only or first value, or null.</summary>
    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault()?.Trim() : null;
}
