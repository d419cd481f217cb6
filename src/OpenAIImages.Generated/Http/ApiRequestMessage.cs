using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated.Http;

/// <summary>
/// A request whose text has no headers, and so no key: the runtime's event sources and diagnostic listeners write each
/// request as text.
/// </summary>
internal sealed class ApiRequestMessage(HttpMethod method, Uri? address) : HttpRequestMessage(method, address)
{
    /// <summary>
    /// Gets or sets the time limit of this request; null if a <see cref="RetryHandler"/> limits each attempt.
    /// </summary>
    public AttemptTimeout? Timeout { get; set; }

    /// <summary>Gets what the request tells the server, and nobody else may see.</summary>
    public SecretRedactor Secrets { get; init; }

    public override string ToString() => $"{Method} {RequestUri?.GetLeftPart(UriPartial.Path)}";
}
