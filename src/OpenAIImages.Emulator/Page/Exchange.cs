namespace OpenAIImages.Emulator.Page;

/// <summary>A request for images and its response, as the page shows them. Long base64 in both is cut.</summary>
/// <param name="Number">The number of the request in the emulator's life.</param>
/// <param name="Received">The time at which the request arrived.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path and the query.</param>
/// <param name="Headers">The headers of the request, without keys.</param>
/// <param name="Body">The body of the request, or its beginning.</param>
/// <param name="Response">The response; null while it is being sent.</param>
/// <param name="Version">When it changed last, as a number that grows with each change of any exchange.</param>
internal sealed record Exchange(
    int Number,
    DateTimeOffset Received,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    ExchangeResponse? Response,
    long Version);
