namespace OpenAIImages.Generated.Http;

/// <summary>
/// A request that does not print its headers, and with them the key: the runtime's own event sources and diagnostic
/// listeners write each request they see as text.
/// </summary>
internal sealed class ApiRequestMessage(HttpMethod method, Uri? address) : HttpRequestMessage(method, address)
{
    /// <summary>
    /// The time that is given to the request and to its answer; none where a handler of ours has taken that over.
    /// </summary>
    public AttemptTimeout? Deadline { get; set; }

    /// <summary>What the request gives to the server, and no one else.</summary>
    public SecretRedactor Secrets { get; init; }

    public override string ToString() => $"{Method} {RequestUri?.GetLeftPart(UriPartial.Path)}";
}
