using System.Diagnostics;
using System.Runtime.Serialization;
#if NET
using System.Text.Json.Serialization;
#endif
using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated;

/// <summary>Options for an <see cref="ImagesClient"/>, which copies them when it is created.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class ImagesClientOptions
{
    private const string Redacted = "[redacted]";

    private bool _isEndpointSet;

    /// <summary>Gets or sets the API key: printable ASCII without spaces.</summary>
    /// <remarks>
    /// The key is sent with each request to <see cref="Endpoint"/>, and to no other host. Either this property or
    /// <see cref="ApiKeyProvider"/> is required, unless the endpoint is on this machine. Serializers omit the key.
    /// </remarks>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [IgnoreDataMember]
#if NET
    [JsonIgnore]
#endif
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets a callback that returns the API key or a Microsoft Entra token.</summary>
    /// <remarks>
    /// The callback is called once per request, possibly concurrently, and is responsible for its own caching. The call
    /// passes on its exceptions unchanged, and throws an <see cref="InvalidOperationException"/>, which does not
    /// contain the key, if the key is blank or malformed.
    /// </remarks>
    [IgnoreDataMember]
#if NET
    [JsonIgnore]
#endif
    public Func<CancellationToken, ValueTask<string>>? ApiKeyProvider { get; set; }

    /// <summary>
    /// Gets or sets the header that carries the key. The default is <see cref="ImagesAuthentication.Bearer"/>.
    /// </summary>
    public ImagesAuthentication Authentication { get; set; }

    /// <summary>Gets or sets the base address of the API. The default is <c>https://api.openai.com/v1/</c>.</summary>
    /// <remarks>
    /// <para>
    /// The address can have a path and a query. The path can end with a slash or with <c>images/generations</c>.
    /// </para>
    /// <para>
    /// Azure: <c>https://RESOURCE.openai.azure.com/openai/v1/</c>, or
    /// <c>https://RESOURCE.openai.azure.com/openai/deployments/DEPLOYMENT/</c> with an <see cref="ApiVersion"/>.
    /// </para>
    /// <para>
    /// Service discovery: <c>https+http://SERVICE/v1/</c>, for a client that is created with an HttpClient whose
    /// handlers replace this address with the address of the service. The handlers are also responsible for encryption:
    /// the key is sent to the address that they choose.
    /// </para>
    /// </remarks>
    public Uri Endpoint
    {
        get;
        set
        {
            field = value;
            _isEndpointSet = true;
        }
    } = new("https://api.openai.com/v1/");

    /// <summary>
    /// Gets or sets the version of Azure's API, sent as the query parameter <c>api-version</c>. The default is null.
    /// </summary>
    /// <remarks>
    /// If the query of <see cref="Endpoint"/> also contains the parameter, both values must be the same.
    /// </remarks>
    public string? ApiVersion { get; set; }

    /// <summary>
    /// Gets or sets the organization to charge, sent as <c>OpenAI-Organization</c>. If it is null, the server uses the
    /// organization of the key.
    /// </summary>
    public string? Organization { get; set; }

    /// <summary>
    /// Gets or sets the project to charge, sent as <c>OpenAI-Project</c>. If it is null, the server uses the project of
    /// the key.
    /// </summary>
    public string? Project { get; set; }

    /// <summary>
    /// Gets or sets the name of the application, optionally with a version (<c>MyApp/1.2</c>). It is sent in
    /// <c>User-Agent</c>, before the name of this client. The default is null.
    /// </summary>
    public string? ApplicationId { get; set; }

    /// <summary>
    /// Gets or sets the time limit of one attempt, including the body of its response. The default is 10 minutes: large
    /// images take 2 to 6 minutes. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> means no limit; the maximum
    /// is 24 days.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Gets or sets how many times a failed request is retried. The default is 2; 0 disables retries.
    /// </summary>
    /// <remarks>
    /// <see cref="RetryHandler"/> describes which failures are retried, and what that may cost. A client that is
    /// created with an HttpClient does not retry.
    /// </remarks>
    public int MaxRetries { get; set; } = 2;

    /// <summary>
    /// Gets or sets whether an attempt that exceeded <see cref="Timeout"/> is retried. The default is false, since the
    /// server may have charged for it.
    /// </summary>
    public bool RetryTimeouts { get; set; }

    /// <summary>
    /// Gets or sets whether only failures that cost nothing are retried: 409, 429, and a connection that was not
    /// established. The default is false.
    /// </summary>
    public bool RetryOnlyUncharged { get; set; }

    /// <summary>
    /// Gets or sets a callback that runs before the delay of each retry, for example to log it. The default is null.
    /// </summary>
    /// <remarks>It may be called concurrently. An exception that it throws ends the call.</remarks>
    [IgnoreDataMember]
#if NET
    [JsonIgnore]
#endif
    public Action<RetryNotice>? OnRetry { get; set; }

    /// <summary>
    /// Gets or sets the maximum size of a response, or of all images that one call downloads, in bytes after
    /// decompression: from 1 to 1,000,000,000. The default is 256 MiB.
    /// </summary>
    /// <remarks>
    /// A larger response causes an <see cref="ApiException"/>, and so does a response with more than 1,000,000 JSON
    /// values or 10,000 images.
    /// </remarks>
    public long MaxResponseBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>
    /// Gets or sets whether each request is checked against the rules of its model before it is sent. The default is
    /// true.
    /// </summary>
    /// <remarks>Set it to false if a server accepts requests that the rules of this version reject.</remarks>
    public bool ValidateRequests { get; set; } = true;

    /// <summary>
    /// Gets or sets whether the key may be sent over unencrypted http to another machine. The default is false.
    /// </summary>
    public bool AllowInsecureEndpoint { get; set; }

    /// <summary>
    /// Gets or sets a callback that decides whether an image may be downloaded from an address that the server chose.
    /// The callback is called for the address, resolved against <see cref="Endpoint"/>, and for each redirect. The
    /// default is null.
    /// </summary>
    /// <remarks>
    /// If it is null, an address must be https if the endpoint is https, and must not lead to this machine or a private
    /// network (loopback, private and link-local addresses, also after the name was resolved; through a proxy, only the
    /// name is checked), unless the endpoint itself is on this machine or is such an address. With a callback, only the
    /// callback decides.
    /// </remarks>
    [IgnoreDataMember]
#if NET
    [JsonIgnore]
#endif
    public Func<Uri, bool>? AllowDownload { get; set; }

    /// <summary>
    /// Gets or sets whether images are downloaded through the HttpClient that the client was created with. The default
    /// is false: downloads use separate connections.
    /// </summary>
    /// <remarks>
    /// If it is true, the handlers and default headers of that HttpClient also apply to hosts that the server chose:
    /// headers may expose secrets to these hosts, the HttpClient decides which redirects it follows, and the addresses
    /// that a host name resolves to are not checked.
    /// </remarks>
    public bool DownloadWithHttpClient { get; set; }

    /// <summary>
    /// Gets or sets the clock for time limits and for the delays between retries. The default is the system clock.
    /// </summary>
    [IgnoreDataMember]
#if NET
    [JsonIgnore]
#endif
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Returns a text with the host of the endpoint and whether there is a key, but without the key.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() =>
        $"{nameof(ImagesClientOptions)} {{ Endpoint = {EndpointForLogs()}, " +
        $"ApiKey = {(ApiKey is null && ApiKeyProvider is null ? "not set" : Redacted)} }}";

    // Options that are not validated yet may contain the key in the wrong place.
    private string EndpointForLogs() =>
        Endpoint is not { IsAbsoluteUri: true } uri ? "not set"
        : ApiKeyFormat.ContainsKey(uri, ApiKey) ? Redacted
        : uri.Host;
}
