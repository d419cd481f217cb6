using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated.Http;

/// <summary>Extension methods that read data of a response and its request.</summary>
internal static class HttpResponseMessageExtensions
{
    /// <summary>Returns the first value of a header; null if there is none.</summary>
    public static string? GetHeader(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault()?.Trim() : null;

    /// <summary>Returns the media type, even from a header that .NET cannot parse.</summary>
    public static string GetMediaType(this HttpResponseMessage response) =>
        response.Content.Headers.TryGetValues("Content-Type", out var values)
            ? values.First().Split(';')[0].Trim()
            : string.Empty;

    /// <summary>
    /// Returns the secrets of the call. They are unknown for a request that this library did not create.
    /// </summary>
    public static SecretRedactor GetSecrets(this HttpResponseMessage response) =>
        response.RequestMessage is ApiRequestMessage request ? request.Secrets : default;

    /// <summary>Returns the body, which can be read until its attempt times out.</summary>
    public static TimeoutStream GetBody(this HttpResponseMessage response)
    {
        if (response.Content is TimeoutContent content) return content.Body;
        // The time limit is unknown if a handler after a RetryHandler replaced the content.
        var timeout = (response.RequestMessage as ApiRequestMessage)?.Timeout
            ?? new AttemptTimeout(Timeout.InfiniteTimeSpan, TimeProvider.System);
        return new TimeoutStream(response.Content, timeout);
    }

    /// <summary>Returns the id that the client gave the request; null if there is none.</summary>
    public static string? GetClientRequestId(this HttpResponseMessage response) =>
        (response.RequestMessage as ApiRequestMessage)?.ClientRequestId;
}
