using System.Security.Authentication;
using Newtonsoft.Json;
#if !NET
using System.Net;
#endif

namespace OpenAIImages.Generated.Http;

/// <summary>Decides which failures are retried.</summary>
internal static class RetryRules
{
    /// <summary>
    /// The maximum length of an error's body that is searched for its code, before and after decompression.
    /// </summary>
    public const int MaxErrorBytes = 64 * 1024;

    private static readonly HashSet<string> FinalCodes = new(StringComparer.Ordinal)
    {
        "insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "account_deactivated",
        "moderation_blocked", "content_policy_violation",
    };

    /// <summary>Returns whether the status of an error, or the server itself, asks for a retry.</summary>
    public static bool IsRetryable(HttpResponseMessage response, bool onlyUncharged)
    {
        var status = (int)response.StatusCode;
        if (status < 400) return false;
        var isUncharged = status is 409 or 429;
        return response.GetHeader("x-should-retry")?.ToLowerInvariant() switch
        {
            "false" => false,
            "true" => isUncharged || !onlyUncharged,
            _ => isUncharged || (!onlyUncharged && status is 408 or (>= 500 and <= 599)),
        };
    }

    /// <summary>Returns whether a connection failed for a reason that may be temporary.</summary>
    /// <remarks>
    /// A retry does not help if the response is not HTTP, the certificate is untrusted or a proxy refuses. A connection
    /// that was never established cost nothing.
    /// </remarks>
    public static bool IsRetryable(Exception failure, bool onlyUncharged) =>
        failure is HttpRequestException and not AddressRefusedException
        && !HasInner<AddressRefusedException>(failure)
        && !HasInner<AuthenticationException>(failure)
#if NET
        && failure is HttpRequestException { HttpRequestError: var error, StatusCode: var status }
        && error is not (HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded)
        && !(error == HttpRequestError.ProxyTunnelError && (int?)status is < 500)
        && (!onlyUncharged || error is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError);
#else
        && failure.InnerException is { } cause
        && cause is not WebException
        {
            Status: WebExceptionStatus.ServerProtocolViolation or WebExceptionStatus.MessageLengthLimitExceeded
                or WebExceptionStatus.TrustFailure or WebExceptionStatus.ProtocolError,
        }
        && (!onlyUncharged || cause is WebException
        {
            Status: WebExceptionStatus.ConnectFailure or WebExceptionStatus.NameResolutionFailure,
        });
#endif

    public static bool IsTimeout(Exception failure) =>
        failure is OperationCanceledException { InnerException: TimeoutException };

    /// <summary>Returns whether the beginning of an error's body has a code for which a retry does not help.</summary>
    public static bool IsFinal(ReadOnlyMemory<byte> body, HttpContent content)
    {
        using var text = new StreamReader(
            Decompression.Open(new MemoryStream(body.ToArray()), body.Span, content) ?? Stream.Null);
        var start = new char[MaxErrorBytes];
        var length = text.ReadBlock(start, 0, start.Length);
        // In an event, field names come before the JSON.
        var begin = Math.Max(start.AsSpan(0, length).IndexOfAny('{', '['), 0);
        using var json = new JsonTextReader(new StringReader(new string(start, begin, length - begin)));
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

    private static bool HasInner<T>(Exception failure)
        where T : Exception
    {
        for (var inner = failure.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is T) return true;
        }

        return false;
    }
}
