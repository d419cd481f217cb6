namespace OpenAIImages.Emulator.Page;

/// <summary>A request for images and its response, as the page shows them. Long base64 is shortened in both.</summary>
/// <param name="Number">The number of the request since the start of the emulator.</param>
/// <param name="Received">The time at which the request arrived.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path and the query.</param>
/// <param name="Headers">The headers of the request, without keys.</param>
/// <param name="Body">The body of the request, or its beginning.</param>
/// <param name="Response">The response; null while it is being sent.</param>
/// <param name="Version">
/// A number that increases with each change of any exchange: the number of the last change of this one.
/// </param>
internal sealed record Exchange(
    int Number,
    DateTimeOffset Received,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    string Body,
    ExchangeResponse? Response,
    long Version);
