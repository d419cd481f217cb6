namespace OpenAIImages.Generated;

/// <summary>
/// The exception that is thrown when the server responds with an error, or with a response that has no image. The
/// message contains neither the prompt nor the body of the response, so it can be logged.
/// </summary>
/// <remarks>
/// If the server repeats the key (of 16 or more characters), <c>(redacted)</c> replaces it in all properties; in
/// headers this also applies to shorter keys and to the prompt.
/// </remarks>
public class ApiException : Exception
{
    private IReadOnlyList<string> _savedPaths = [];

    /// <summary>Initializes a new instance, for tests of code that catches the exception.</summary>
    /// <param name="message">What went wrong, in one line.</param>
    /// <param name="statusCode">The HTTP status code.</param>
    /// <param name="error">The error as the server describes it, if it could be read.</param>
    /// <param name="headers">The headers of the response; none by default.</param>
    /// <param name="response">The body as text; null if there is none.</param>
    /// <param name="innerException">The exception that caused this exception.</param>
    public ApiException(
        string message,
        int statusCode,
        ApiError? error = null,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? headers = null,
        string? response = null,
        Exception? innerException = null)
        : this(message, statusCode, error, new ResponseMetadata(headers), response, innerException)
    {
    }

    internal ApiException(
        string message,
        int statusCode,
        ApiError? error,
        ResponseMetadata metadata,
        string? response,
        Exception? innerException)
        : base(message, innerException)
    {
        StatusCode = statusCode;
        Error = error;
        Metadata = metadata;
        Response = response;
    }

    /// <summary>
    /// Gets the HTTP status code. It is a success code, such as 200, if the response could not be read or a stream
    /// ended with an error. It is 0 if an address was refused, so that there is no response.
    /// </summary>
    public int StatusCode { get; }

    /// <summary>
    /// Gets the error as the server describes it, with its code and the invalid parameter; null if the body does not
    /// describe an error. It may contain parts of the prompt.
    /// </summary>
    public ApiError? Error { get; }

    /// <summary>
    /// Gets the server's id of the request (<c>x-request-id</c>), which its support may ask for; null if the server
    /// sent none.
    /// </summary>
    public string? RequestId => Metadata.RequestId;

    /// <summary>
    /// Gets the data in the headers of the response, such as request id, rate limits and processing time.
    /// </summary>
    public ResponseMetadata Metadata { get; }

    /// <summary>Gets the headers of the response. Names are not case-sensitive.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers => Metadata.Headers;

    /// <summary>
    /// Gets how long the server asks to wait before the next request (<c>retry-after-ms</c> or <c>Retry-After</c>);
    /// null if the server sent neither.
    /// </summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Gets the beginning of the body as text, at most 1 MiB, with an ellipsis and a number in place of each image. It
    /// is empty if the body was empty, and null if no body was read.
    /// </summary>
    public string? Response { get; }

    /// <summary>
    /// Gets the part of the response that was read, with the images that were paid for; null if there is none.
    /// </summary>
    /// <remarks>
    /// The last image may be incomplete if the response broke off. URLs are valid for 60 minutes. Images that were
    /// written to streams or files have no <see cref="Image.Bytes"/>.
    /// </remarks>
    public ImagesResponse? Images { get; init; }

    /// <summary>Gets the paths of the images that <c>SaveImagesAsync</c> saved despite the failure.</summary>
    public IReadOnlyList<string> SavedPaths { get => _savedPaths; init => _savedPaths = value; }

    internal void SetSavedPaths(IReadOnlyList<string> paths) => _savedPaths = paths;
}
