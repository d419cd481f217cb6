using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using OpenAIImages.Generated.Http;
using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated;

/// <summary>Provides the data in the headers of a response. It is never serialized with the response.</summary>
public sealed class ResponseMetadata
{
    private readonly HttpHeaders? _responseHeaders;
    private readonly HttpHeaders? _contentHeaders;
    private IReadOnlyDictionary<string, IReadOnlyList<string>>? _headers;
    private RateLimits? _rateLimits;

    /// <summary>Initializes a new instance from headers, for tests of code that reads metadata.</summary>
    /// <param name="headers">
    /// The headers, which are copied. Names are not case-sensitive. The default is no headers.
    /// </param>
    public ResponseMetadata(IReadOnlyDictionary<string, IReadOnlyList<string>>? headers = null)
    {
        var copy = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        if (headers is not null)
        {
            foreach (var header in headers) copy[header.Key] = header.Value;
        }

        _headers = copy;
    }

    // The headers are copied when they are first read, since most callers never do. The rest of the response is not
    // kept.
    internal ResponseMetadata(HttpResponseMessage response)
    {
        Secrets = response.GetSecrets();
        ClientRequestId = response.GetClientRequestId();
        _responseHeaders = response.Headers;
        _contentHeaders = response.Content.Headers;
    }

    /// <summary>
    /// Gets the server's id of the request (<c>x-request-id</c>), which its support may ask for; null if the server
    /// sent none.
    /// </summary>
    public string? RequestId => Find("x-request-id");

    /// <summary>
    /// Gets the client's id of the request (<c>X-Client-Request-Id</c>), which is the same for all its attempts.
    /// </summary>
    public string? ClientRequestId { get; init; }

    /// <summary>
    /// Gets how long the server processed the request (<c>openai-processing-ms</c>); null if the server did not send
    /// it.
    /// </summary>
    public TimeSpan? ProcessingTime =>
        double.TryParse(
            Find("openai-processing-ms"), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds is >= 0 and <= int.MaxValue
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    /// <summary>
    /// Gets the organization that was charged (<c>openai-organization</c>); null if the server did not send it.
    /// </summary>
    public string? Organization => Find("openai-organization");

    /// <summary>
    /// Gets the project that was charged (<c>openai-project</c>); null if the server did not send it.
    /// </summary>
    public string? Project => Find("openai-project");

    /// <summary>Gets the version of the API (<c>openai-version</c>); null if the server did not send it.</summary>
    public string? Version => Find("openai-version");

    /// <summary>Gets the rate limits (<c>x-ratelimit-*</c>).</summary>
    public RateLimits RateLimits => _rateLimits ??= new RateLimits(Find);

    /// <summary>
    /// Gets all headers of the response. Names are not case-sensitive. <c>(redacted)</c> replaces the key and the
    /// prompt in values, and the key in names.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers => _headers ??= CopyHeaders();

    /// <summary>Gets the secrets that no text about the response may contain.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal SecretRedactor Secrets { get; }

    private Dictionary<string, IReadOnlyList<string>> CopyHeaders()
    {
        var copy = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        // Reading HttpHeaders may change them, which is not safe from several threads.
        lock (_responseHeaders!)
        {
            foreach (var header in _responseHeaders!.Concat(_contentHeaders!))
            {
                copy[Secrets.RedactBody(header.Key)!] = [.. header.Value.Select(Secrets.RedactHeader)];
            }
        }

        return copy;
    }

    private string? Find(string name) =>
        Headers.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;
}
