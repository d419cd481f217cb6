namespace OpenAIImages.Generated;

/// <summary>
/// A request that does not print its headers, and with them the key: the runtime's own event sources and diagnostic
/// listeners write each request they see as text.
/// </summary>
internal sealed class RedactedRequest(HttpMethod method, Uri? address) : HttpRequestMessage(method, address)
{
    /// <summary>The time that the client gives the request; a handler of ours may take it over.</summary>
    public AttemptDeadline? Deadline { get; set; }

    /// <summary>What the request gives to the server, and no one else.</summary>
    public CallSecrets Secrets { get; init; }

    public override string ToString() => $"{Method} {RequestUri?.GetLeftPart(UriPartial.Path)}";
}
