namespace OpenAIImages.Tests;

/// <summary>How a call may end.</summary>
public enum Outcome
{
    /// <summary>HttpRequestException: the server could not be reached, or the connection broke before its answer.</summary>
    Connection,

    /// <summary>TaskCanceledException around a TimeoutException.</summary>
    Timeout,

    /// <summary>ApiException: the answer is a failure, broke off, or makes no sense.</summary>
    Api,

    /// <summary>The images.</summary>
    Images,
}
