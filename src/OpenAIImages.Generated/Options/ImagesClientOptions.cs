using System.Diagnostics;

namespace OpenAIImages.Generated;

/// <summary>How a client reaches the API, and as whom. A client copies its options when it is made.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ImagesClientOptions
{
    // What one string can hold: a body that breaks is shown as text.
    internal const long MostResponseBytes = 1_000_000_000;

    private const string Redacted = "[redacted]";

    internal static readonly Uri DefaultEndpoint = new("https://api.openai.com/v1/");

    /// <summary>
    /// The API key: printable ASCII without spaces. Sent with each request to <see cref="Endpoint"/>, and to no other host.
    /// Either this or <see cref="ApiKeyProvider"/> is needed.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ApiKey { get; set; }

    /// <summary>
    /// Gives the key, or a Microsoft Entra token, and is asked for each request: for keys that rotate. It may be called by
    /// several requests at once, and caches by itself what is worth it.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? ApiKeyProvider { get; set; }

    /// <summary>How the key is sent. <see cref="ImagesAuthentication.Bearer"/> by default.</summary>
    public ImagesAuthentication Authentication { get; set; }

    /// <summary>
    /// The address of the API, without <c>images/generations</c>; <c>https://api.openai.com/v1/</c> by default. It may have a
    /// path and a query, and need not end in a slash.
    /// </summary>
    /// <remarks>
    /// Azure: <c>https://RESOURCE.openai.azure.com/openai/v1/</c>, or
    /// <c>https://RESOURCE.openai.azure.com/openai/deployments/DEPLOYMENT/</c> with an <see cref="ApiVersion"/>.
    /// </remarks>
    public Uri Endpoint { get; set; } = DefaultEndpoint;

    /// <summary>
    /// The version of Azure's API, sent as the query parameter <c>api-version</c>; none by default. Where the query of
    /// <see cref="Endpoint"/> has that parameter as well, it must be the same, and is sent once.
    /// </summary>
    public string? ApiVersion { get; set; }

    /// <summary>The organization that is charged, sent as <c>OpenAI-Organization</c>; the key's own by default.</summary>
    public string? Organization { get; set; }

    /// <summary>The project that is charged, sent as <c>OpenAI-Project</c>; the key's own by default.</summary>
    public string? Project { get; set; }

    /// <summary>
    /// The time that one attempt may take, with the body of its answer. 10 minutes by default: large images take 2 to 6.
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How many further attempts follow a failed one; 2 by default, 0 for none. See <see cref="RetryHandler"/> for what is
    /// repeated, and what it may cost. Without effect in a client that is made with an HttpClient of the caller's.
    /// </summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>
    /// Whether an attempt that took longer than <see cref="Timeout"/> is repeated; false by default, since the server may
    /// have charged for it.
    /// </summary>
    public bool RetryTimeouts { get; set; }

    /// <summary>
    /// The most bytes of an answer's body, or of a downloaded image, that are read, counted after decompression: from 1 to
    /// 1,000,000,000; 256 MiB by default. A longer one ends in an <see cref="ApiException"/>, and so does one of more than
    /// 1,000,000 JSON values or 10,000 images.
    /// </summary>
    public long MaxResponseBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>
    /// Whether each request is checked against the rules of its model before it is sent; true by default. Switch it off where
    /// a server has learned something that this client's rules do not know yet.
    /// </summary>
    public bool ValidateRequests { get; set; } = true;

    /// <summary>Whether the key may be sent over unencrypted http to a host that is not this machine; false by default.</summary>
    public bool AllowInsecureEndpoint { get; set; }

    /// <summary>The clock behind time-outs and the waits between attempts; the system's by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Options from the environment: <c>OPENAI_API_KEY</c>, <c>OPENAI_BASE_URL</c>, <c>OPENAI_ORG_ID</c> and
    /// <c>OPENAI_PROJECT_ID</c>. One that is missing or empty leaves the default.
    /// </summary>
    /// <returns>New options; a missing key shows when the client is made.</returns>
    /// <exception cref="InvalidOperationException"><c>OPENAI_BASE_URL</c> is not an absolute URL.</exception>
    public static ImagesClientOptions FromEnvironment()
    {
        var options = new ImagesClientOptions
        {
            ApiKey = Read("OPENAI_API_KEY"),
            Organization = Read("OPENAI_ORG_ID"),
            Project = Read("OPENAI_PROJECT_ID"),
        };
        if (Read("OPENAI_BASE_URL") is { } endpoint)
        {
            // The value is not repeated: it may be a key in the wrong place.
            options.Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
                ? uri
                : throw new InvalidOperationException("OPENAI_BASE_URL is not an absolute URL.");
        }

        return options;

        static string? Read(string name) =>
            Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
    }

    /// <summary>The endpoint's host, and whether there is a key; never the key itself.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"{nameof(ImagesClientOptions)} {{ Endpoint = {EndpointForLogs()}, " +
        $"ApiKey = {(ApiKey is null && ApiKeyProvider is null ? "not set" : Redacted)} }}";

    // Options that were not checked yet may have the key in the wrong place.
    private string EndpointForLogs() =>
        Endpoint is not { IsAbsoluteUri: true } uri ? "not set"
        : ApiKeyFormat.IsIn(uri, ApiKey) ? Redacted
        : uri.Host;

    internal ImagesClientOptions Clone() => (ImagesClientOptions)MemberwiseClone();
}

/// <summary>How the key is sent.</summary>
public enum ImagesAuthentication
{
    /// <summary><c>Authorization: Bearer</c>: OpenAI, Microsoft Entra tokens, and most compatible servers.</summary>
    Bearer,

    /// <summary><c>api-key</c>: keys of Azure OpenAI.</summary>
    ApiKeyHeader,
}
