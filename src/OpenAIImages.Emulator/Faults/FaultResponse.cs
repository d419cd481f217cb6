using System.Globalization;
using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Errors;

namespace OpenAIImages.Emulator.Faults;

/// <summary>A response that a fault sends instead of images.</summary>
internal sealed record FaultResponse(int Status, string? Body, string ContentType, TimeSpan? RetryAfter)
{
    private const string Json = "application/json";

    public static FaultResponse From(ApiErrorException error, TimeSpan? retryAfter = null) =>
        new(error.Status, error.ToJson(), Json, retryAfter);

    /// <param name="status">The status.</param>
    /// <param name="body">The body; null for an error in the format of the API, if the status allows a body.</param>
    /// <param name="contentType">The media type of the body; null for JSON.</param>
    /// <param name="retryAfter">When to retry; null for no information.</param>
    public static FaultResponse Create(int status, string? body, string? contentType, TimeSpan? retryAfter)
    {
        if (body is null && MayHaveBody(status)) return From(FaultErrors.ForStatus(status), retryAfter);
        return new FaultResponse(status, body, contentType ?? Json, retryAfter);
    }

    public static bool MayHaveBody(int status) => status is not (
        StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified);

    public Task SendAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (RetryAfter is { } wait)
        {
            var headers = context.Response.Headers;
            headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            headers["retry-after-ms"] = Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        }

        if (!MayHaveBody(Status)) return Task.CompletedTask;
        context.Response.ContentType = ContentType;
        return context.Response.WriteAsync(Body ?? string.Empty, context.RequestAborted);
    }
}
