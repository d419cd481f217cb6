using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated.Http;

/// <summary>A request whose text, which the runtime's event sources write, contains no headers and no key.</summary>
internal sealed class ApiRequestMessage(HttpMethod method, Uri? address) : HttpRequestMessage(method, address)
{
    /// <summary>Gets or sets the time limit; null if a <see cref="RetryHandler"/> limits each attempt.</summary>
    public AttemptTimeout? Timeout { get; set; }

    /// <summary>Gets the client's id of the request, the same for all its attempts; null for a download.</summary>
    public string? ClientRequestId { get; init; }

    /// <summary>Gets the secrets of the request, which only the server may see.</summary>
    public SecretRedactor Secrets { get; init; }

    public override string ToString() => $"{Method} {RequestUri?.GetLeftPart(UriPartial.Path)}";
}
