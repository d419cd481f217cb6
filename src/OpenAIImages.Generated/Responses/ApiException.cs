namespace OpenAIImages.Generated;

/// <summary>
/// The server answered with a failure, or with something that is no answer. The message names the failure, and carries
/// neither the request nor the answer's body: it can be logged.
/// </summary>
/// <remarks>
/// Where a server repeats the key, of 16 characters or more, <c>(redacted)</c> stands for it in all properties; in headers
/// also for shorter keys and for the prompt.
/// </remarks>
public class ApiException : Exception
{
    /// <summary>Makes the exception; public for tests of code that catches it.</summary>
    /// <param name="message">What went wrong, in a line.</param>
    /// <param name="statusCode">The HTTP status code.</param>
    /// <param name="error">The error as the server described it, where it could be read.</param>
    /// <param name="headers">The headers of the answer; none by default.</param>
    /// <param name="response">The body as text; null when there was none.</param>
    /// <param name="innerException">What was thrown below.</param>
    public ApiException(
        string message,
        int statusCode,
        ApiError? error = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? headers = null,
        string? response = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
        Error = error;
        Headers = headers ?? ResponseMetadata.NoHeaders;
        Response = response;
    }

    /// <summary>The HTTP status code: 200 when an answer could not be read, or a stream ended in an error.</summary>
    public int StatusCode { get; }

    /// <summary>
    /// The error in the server's words, with the code to compare and the parameter that is wrong. Null when the body was
    /// nothing like an error. The server may repeat parts of the prompt in it.
    /// </summary>
    public ApiError? Error { get; }

    /// <summary>The server's id of the request (<c>x-request-id</c>), to be quoted to its support; null when not sent.</summary>
    public string? RequestId => ResponseMetadata.Find(Headers, ResponseMetadata.RequestIdHeader);

    /// <summary>The headers of the answer, by name without regard to case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; }

    /// <summary>
    /// The body as text, as far as it was read: at most 1 MiB of a failure, of what is not JSON, and of what is too large.
    /// Of an answer that breaks off, or is broken within, all that came before, so that images can be rescued from it: up to
    /// <see cref="ImagesClientOptions.MaxResponseBytes"/>. What follows a break is at most 1 MiB, but all where base64 is
    /// broken. Images that went straight to streams show as an ellipsis. Empty when the body was; null when none was read.
    /// </summary>
    public string? Response { get; }
}
