namespace OpenAIImages.Generated;

/// <summary>Describes a request that is about to be retried.</summary>
public sealed class RetryNotice
{
    /// <summary>Initializes a new instance, for tests of code that receives one.</summary>
    /// <param name="attempt">The number of the retry, starting at 1.</param>
    /// <param name="delay">The delay before the retry.</param>
    /// <param name="statusCode">The HTTP status code of the response; null if there was none.</param>
    /// <param name="exception">
    /// The exception that was thrown instead of a response; null if there was a response.
    /// </param>
    public RetryNotice(int attempt, TimeSpan delay, int? statusCode, Exception? exception = null)
    {
        Attempt = attempt;
        Delay = delay;
        StatusCode = statusCode;
        Exception = exception;
    }

    /// <summary>Gets the number of the retry, starting at 1.</summary>
    public int Attempt { get; }

    /// <summary>Gets the delay before the retry.</summary>
    public TimeSpan Delay { get; }

    /// <summary>Gets the HTTP status code of the response; null if there was none.</summary>
    public int? StatusCode { get; }

    /// <summary>Gets the exception that was thrown instead of a response; null if there was a response.</summary>
    public Exception? Exception { get; }
}
