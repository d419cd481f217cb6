using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Faults;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Errors;

/// <summary>The errors of faults, with the messages of the API.</summary>
internal static class FaultErrors
{
    private const string Organization = "openai-images-emulator";
    private const string RateLimitCode = "rate_limit_exceeded";
    private const string RateLimitType = "requests";
    private const string ServerError = "server_error";

    public static ApiErrorException RequestLimitReached(string model, int limit, int used, TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests,
        RateLimitType,
        RateLimitCode,
        null,
        $"Rate limit reached for {model} in organization {Organization} on requests per min (RPM): Limit {limit}, "
        + $"Used {used}, Requested 1. Please try again in {Durations.Format(wait)}. "
        + "Visit https://platform.openai.com/account/rate-limits to learn more.");

    public static ApiErrorException ImageLimitReached(int limit, int current) => new(
        StatusCodes.Status429TooManyRequests,
        RateLimitType,
        RateLimitCode,
        null,
        $"Rate limit exceeded for images per minute in organization {Organization}. Limit: {limit}/1min. "
        + $"Current: {current}/1min. Please visit https://platform.openai.com/docs/guides/rate-limits to learn how to "
        + "increase your rate limit.");

    public static ApiErrorException QuotaExceeded() => new(
        StatusCodes.Status429TooManyRequests,
        "insufficient_quota",
        "insufficient_quota",
        null,
        "You exceeded your current quota, please check your plan and billing details. For more information on this "
        + "error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.");

    public static ApiErrorException ModerationBlocked(IEnumerable<string> categories)
    {
        var details = new ModerationDetails { ModerationStage = "input" };
        foreach (var category in categories) details.Categories.Add(category);
        return new ApiErrorException(
            StatusCodes.Status400BadRequest,
            "image_generation_user_error",
            "moderation_blocked",
            null,
            "Your request was rejected by the safety system.")
        {
            ModerationDetails = details,
        };
    }

    /// <summary>The error for a status without another error.</summary>
    public static ApiErrorException ForStatus(int status) => status switch
    {
        StatusCodes.Status429TooManyRequests => new ApiErrorException(
            status, RateLimitType, RateLimitCode, null, "Rate limit reached. Please try again later."),
        StatusCodes.Status503ServiceUnavailable => new ApiErrorException(
            status,
            ServerError,
            null,
            null,
            "The server is currently overloaded with other requests. Please retry your request after a brief wait."),
        >= 500 => new ApiErrorException(
            status, ServerError, ServerError, null, "The server had an error while processing your request."),
        _ => new ApiErrorException(
            status, ApiErrors.InvalidRequest, null, null, $"A fault of the emulator: status {status}."),
    };

    /// <summary>An error in a stream.</summary>
    public static ApiErrorException InStream(string? code) => new(
        StatusCodes.Status200OK, code, code, null, "The server had an error while processing your request.");

    public static ApiErrorException InvalidHeader(string name, string message) => new(
        StatusCodes.Status400BadRequest, ApiErrors.InvalidRequest, "invalid_header", name, $"{name}: {message}");
}
