using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated.Http;

/// <summary>A request whose text, which the runtime's event sources write, has no headers and no key.</summary>
internal sealed class ApiRequestMessage(HttpMethod method, Uri? address) : HttpRequestMessage(method, address)
{
    /// <summary>Gets or sets the time limit; null if a <see cref="RetryHandler"/> limits each attempt.</summary>
    public AttemptTimeout? Timeout { get; set; }

    /// <summary>Gets the client's id of the request, which all its attempts have; null for a download.</summary>
    public string? ClientRequestId { get; init; }

    /// <summary>Gets what the request tells the server, and nobody else may see.</summary>
    public SecretRedactor Secrets { get; init; }

    public override string ToString() => $"{Method} {RequestUri?.GetLeftPart(UriPartial.Path)}";
}
