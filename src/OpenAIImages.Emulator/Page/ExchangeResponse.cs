namespace OpenAIImages.Emulator.Page;

/// <summary>The end of an exchange.</summary>
/// <param name="Status">The status; null if the connection was closed before the response.</param>
/// <param name="Headers">The headers of the response, without those that the server adds while sending.</param>
/// <param name="Body">The body as far as it was sent, or its beginning.</param>
/// <param name="Duration">The time from the request to the end of the response.</param>
/// <param name="IsComplete">Whether the complete response was sent.</param>
/// <param name="Pictures">The file names of the images that were sent, in the store of pictures.</param>
internal sealed record ExchangeResponse(
    int? Status,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    TimeSpan Duration,
    bool IsComplete,
    IReadOnlyList<string> Pictures);
