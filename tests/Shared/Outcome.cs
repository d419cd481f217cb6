namespace OpenAIImages.Tests;

/// <summary>How a call may end.</summary>
public enum Outcome
{
    /// <summary>
    /// HttpRequestException: the server could not be reached, or the connection broke before its response.
    /// </summary>
    Connection,

    /// <summary>TaskCanceledException around a TimeoutException.</summary>
    Timeout,

    /// <summary>ApiException: the response is an error, ended early, or is invalid.</summary>
    Api,

    /// <summary>The images.</summary>
    Images,
}
