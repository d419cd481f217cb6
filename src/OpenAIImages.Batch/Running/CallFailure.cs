using System.Globalization;
using System.Security.Authentication;
using OpenAIImages.Generated;

namespace OpenAIImages.Batch.Running;

/// <summary>A call that failed, and the consequences.</summary>
/// <param name="Kind">The consequence.</param>
/// <param name="Code">The code of the failure.</param>
/// <param name="Message">The message.</param>
/// <param name="MayBeCharged">Whether the request may have been charged despite the failure.</param>
/// <param name="RetryAfter">How long the server asks to wait.</param>
/// <param name="Exception">The exception that stops the run; null if the run continues.</param>
internal sealed record CallFailure(
    FailureKind Kind,
    string Code,
    string Message,
    bool MayBeCharged,
    TimeSpan? RetryAfter = null,
    Exception? Exception = null)
{
    /// <summary>The call was canceled by the run.</summary>
    public static readonly CallFailure Aborted =
        new(FailureKind.Unknown, "canceled", "The call was canceled after the request was sent.", MayBeCharged: true);

    private const int RateLimited = 429;

    private static readonly HashSet<string> RefusingCodes = new(StringComparer.Ordinal)
    {
        "insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "account_deactivated",
        "invalid_api_key",
    };

    private static readonly HashSet<string> FinalCodes = new(StringComparer.Ordinal)
    {
        "moderation_blocked", "content_policy_violation",
    };

    public static CallFailure Of(Exception failure) => failure switch
    {
        ApiException response => Of(response),
        HttpRequestException connection => Of(connection),
        OperationCanceledException { InnerException: TimeoutException } =>
            new(FailureKind.Final, "timeout", failure.Message, MayBeCharged: true),
        ImageRequestException { Violations.Count: > 0 } invalid =>
            new(FailureKind.Final, invalid.Violations[0].Code, failure.Message, MayBeCharged: false),
        IOException or UnauthorizedAccessException =>
            new(FailureKind.Files, "file_error", failure.Message, MayBeCharged: true, Exception: failure),
        _ => new(FailureKind.Unknown, "error", failure.Message, MayBeCharged: true, Exception: failure),
    };

    private static CallFailure Of(ApiException failure)
    {
        var status = failure.StatusCode;
        var isSuccess = status is >= 200 and <= 299;
        var error = failure.Error;
        var code = error?.Code ?? error?.Type ?? (isSuccess ? "invalid_response" : StatusCode(status));
        var mayBeCharged = isSuccess || status is 408 or >= 500;
        var kind =
            status is 401 or 402 || RefusingCodes.Contains(code) || RefusingCodes.Contains(error?.Type ?? string.Empty)
                ? FailureKind.Refused
            : isSuccess || FinalCodes.Contains(code) ? FailureKind.Final
            : status == RateLimited ? FailureKind.RateLimit
            : IsPassing(failure) ? FailureKind.Passing
            : FailureKind.Final;
        return new CallFailure(
            kind, code, error?.Message ?? failure.Message, mayBeCharged, failure.RetryAfter, failure);
    }

    private static CallFailure Of(HttpRequestException failure)
    {
        var isUntrusted = failure.InnerException is AuthenticationException;
#if NET
        var isUnsent = failure.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError;
#else
        var isUnsent = isUntrusted;
#endif
        return new CallFailure(
            isUntrusted ? FailureKind.Final : FailureKind.Passing, "connection_failed", failure.Message, !isUnsent);
    }

    private static bool IsPassing(ApiException failure)
    {
        var isAsked = failure.Headers.TryGetValue("x-should-retry", out var values) && values.Count > 0;
        return (isAsked ? values![0] : null) switch
        {
            "true" => true,
            "false" => false,
            _ => failure.StatusCode is 408 or 409 or >= 500,
        };
    }

    private static string StatusCode(int status) => "status_" + status.ToString(CultureInfo.InvariantCulture);
}
