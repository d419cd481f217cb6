using System.Diagnostics;

namespace OpenAIImages.Generated;

/// <remarks>
/// Safe to use from several threads at once; make one and keep it. The methods are virtual, and
/// <see cref="IImagesClient"/> has them all, for tests of code that uses a client.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public partial class ImagesClient : IDisposable
{
    private const string ApiVersion = "api-version";
    private const string AcceptJson = "application/json";
    private const string AcceptEvents = "text/event-stream, application/json";

    private readonly ImagesClientOptions _options;
    private readonly HttpClient _httpClient;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send;
    private readonly bool _ownsHttpClient;
    private string? _bearer;
    private readonly Lazy<HttpClient> _downloadClient;

    /// <summary>Makes a client for OpenAI's API.</summary>
    /// <param name="apiKey">The API key: printable ASCII without spaces.</param>
    /// <exception cref="ArgumentException">The key is missing, blank or malformed; the message does not repeat it.</exception>
    public ImagesClient(string apiKey)
        : this(new ImagesClientOptions { ApiKey = apiKey })
    {
    }

    /// <summary>Makes a client with connections of its own, retries and time-outs.</summary>
    /// <param name="options">How to reach the API, and as whom; copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">The options cannot work, or would give the key away; no message repeats a key.</exception>
    public ImagesClient(ImagesClientOptions options)
        : this(Checked(options), httpClient: null, ownsHttpClient: true)
    {
    }

    /// <summary>
    /// Makes a client that sends through an HttpClient of the caller's, with its handlers: put a <see cref="RetryHandler"/>
    /// among them for retries. The client changes nothing of it, and does not dispose of it.
    /// </summary>
    /// <param name="options">How to reach the API, and as whom; copied.</param>
    /// <param name="httpClient">
    /// What to send with. Its own <see cref="HttpClient.Timeout"/>, 100 seconds by default, holds beside
    /// <see cref="ImagesClientOptions.Timeout"/>. A handler that follows redirects sends an <c>api-key</c> header along.
    /// </param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The options cannot work, or would give the key away; no message repeats a key.</exception>
    public ImagesClient(ImagesClientOptions options, HttpClient httpClient)
        : this(Checked(options), httpClient ?? throw new ArgumentNullException(nameof(httpClient)), ownsHttpClient: false)
    {
    }

    private ImagesClient(ImagesClientOptions options, HttpClient? httpClient, bool ownsHttpClient)
    {
        Warmup.Start();
        _options = options;
        _ownsHttpClient = ownsHttpClient;
        _httpClient = httpClient ?? HttpClients.ForApi(MakeRetryHandler(options));
        _send = (message, token) => _httpClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token);
        _downloadClient = new Lazy<HttpClient>(() => HttpClients.ForDownloads(MakeRetryHandler(options)));
    }

    /// <summary>The endpoint's host; never the key.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{nameof(ImagesClient)} {{ Endpoint = {_options.Endpoint.Host} }}";

    /// <summary>Closes the connections that the client made for itself. An HttpClient of the caller's stays open.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connections that the client made for itself.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        if (_ownsHttpClient) _httpClient.Dispose();
        if (_downloadClient.IsValueCreated) _downloadClient.Value.Dispose();
    }

    private static ImagesClientOptions Checked(ImagesClientOptions options)
    {
        // A copy first, so that what was checked is what is used.
        options = (options ?? throw new ArgumentNullException(nameof(options))).Clone();
        ApiKeyFormat.Check(options);
        if (options.ApiVersion is { } version && VersionsIn(options.Endpoint).Any(other => other != version))
        {
            throw new ArgumentException("Endpoint has another api-version in its query than ApiVersion is.");
        }

        if (options.TimeProvider is null) throw new ArgumentException("TimeProvider must not be null.");
        if (options.MaxResponseBytes is < 1 or > ImagesClientOptions.MostResponseBytes)
        {
            throw new ArgumentException("MaxResponseBytes must be from 1 to 1,000,000,000.");
        }

        if (options.MaxRetries < 0) throw new ArgumentException(RetryHandler.MaxRetriesRule);
        if (!AttemptTimeout.IsPossible(options.Timeout)) throw new ArgumentException(AttemptTimeout.Rule);
        return options;
    }

    private static RetryHandler MakeRetryHandler(ImagesClientOptions options) => new()
    {
        MaxRetries = options.MaxRetries,
        Timeout = options.Timeout,
        RetryTimeouts = options.RetryTimeouts,
        TimeProvider = options.TimeProvider,
    };

    // The generated methods end here.
    private Task<ImagesResponse> PostAsync(Uri address, CreateImageRequest request, CancellationToken cancellationToken) =>
        ReadAnswerAsync(SendAsync(address, request, isStream: false, cancellationToken), openStream: null, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ImagesResponse> CreateImageAsync(
        CreateImageRequest request, Func<int, Stream> openStream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(openStream);
        return ReadAnswerAsync(
            SendAsync(CreateImageAddress, request, isStream: false, cancellationToken), openStream, cancellationToken);
    }

    private static ImageRequestViolation StreamViolation(CreateImageRequest request) => new(
        CreateImageRequest.JsonNames.Stream, true, request.Model?.ToString(),
        $"{CreateImageRequest.JsonNames.Stream} is for {nameof(CreateImageStreamAsync)}.", "invalid_value");

    /// <summary>Validates, authenticates and sends; gives an answer with status 200, or throws.</summary>
    private async ValueTask<HttpResponseMessage> SendAsync(
        Uri address, CreateImageRequest request, bool isStream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Stream == true && !isStream) throw new ImageRequestException([StreamViolation(request)]);
        if (_options.ValidateRequests) request.Validate();
        var key = _options.ApiKeyProvider is { } provider
            ? await AskForKeyAsync(provider, cancellationToken).ConfigureAwait(false)
            : _options.ApiKey!;
        var secrets = new SecretRedactor(key, request.Prompt ?? string.Empty);
        using var message = new ApiRequestMessage(HttpMethod.Post, address) { Secrets = secrets };
        message.Content = new ByteArrayContent(request.ToUtf8Json());
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        message.Headers.TryAddWithoutValidation("Accept", isStream ? AcceptEvents : AcceptJson);
        Authenticate(message, key);
        var response = await SendAsync(message, _send, cancellationToken).ConfigureAwait(false);
        if ((int)response.StatusCode == 200) return response;
        using (response)
        {
            throw await ReadFailureAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a request within the time-out; what is no answer of HTTP is not quoted.</summary>
    private async ValueTask<HttpResponseMessage> SendAsync(
        ApiRequestMessage message,
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken)
    {
        try
        {
            var response = await AttemptTimeout.SendAsync(
                send, message, _options.Timeout, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            // Not the copy of a handler: it knows the id that the answer will name, what nothing may repeat, and the deadline.
            response.RequestMessage = message;
            return response;
        }
        catch (HttpRequestException failure) when (MayQuoteServer(failure))
        {
            throw MakeNotHttpException();
        }
    }

    private Uri AddressOf(string path)
    {
        var query = _options.Endpoint.Query;
        if (_options.ApiVersion is { } version && !VersionsIn(_options.Endpoint).Any())
        {
            query += (query.Length > 1 ? "&" : query.Length == 1 ? "" : "?") + $"{ApiVersion}={Uri.EscapeDataString(version)}";
        }

        return new Uri(_options.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/" + path + query);
    }

    /// <summary>The values of the endpoint's own parameter for the version.</summary>
    private static IEnumerable<string> VersionsIn(Uri endpoint) =>
        from parameter in endpoint.Query.TrimStart('?').Split('&')
        let end = parameter.IndexOf('=') is var index and >= 0 ? index : parameter.Length
        where ApiVersion.Equals(parameter.Substring(0, end), StringComparison.OrdinalIgnoreCase)
        select Uri.UnescapeDataString(parameter.Substring(end).TrimStart('='));
}
