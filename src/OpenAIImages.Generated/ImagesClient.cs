using System.Diagnostics;
using OpenAIImages.Generated.Files;
using OpenAIImages.Generated.Http;
using OpenAIImages.Generated.Requests;
using OpenAIImages.Generated.Responses;
using OpenAIImages.Generated.Responses.Extraction;
using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated;

/// <remarks>
/// A client is thread-safe: create one instance and reuse it. For tests of code that uses a client, all methods are
/// virtual, and are members of <see cref="IImagesClient"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public partial class ImagesClient : IDisposable
{
    private const int MinMaxImages = 10;
    private const string AcceptJson = "application/json";
    private const string AcceptEvents = "text/event-stream, application/json";

    private readonly ImagesClientOptions _options;
    private readonly MessageSender _sender;
    private readonly ImageSaver _saver;
    private readonly string _userAgent;

    /// <summary>Creates a client for OpenAI's API.</summary>
    /// <param name="apiKey">The API key: printable ASCII without spaces.</param>
    /// <exception cref="ArgumentException">The key is blank or malformed. The message does not contain it.</exception>
    public ImagesClient(string apiKey)
        : this(new ImagesClientOptions { ApiKey = apiKey })
    {
    }

    /// <summary>Creates a client with its own connections, retries and time limits.</summary>
    /// <param name="options">The options, which are copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">The options are not valid. The message does not contain a key.</exception>
    public ImagesClient(ImagesClientOptions options)
        : this(httpClient: null, Validated(options, hasHttpClient: false))
    {
    }

    /// <summary>
    /// Creates a client that sends through an HttpClient. The HttpClient is neither modified nor disposed.
    /// </summary>
    /// <param name="options">The options, which are copied.</param>
    /// <param name="httpClient">
    /// The HttpClient. Add a <see cref="RetryHandler"/> to its handlers for retries. Its own
    /// <see cref="HttpClient.Timeout"/>, 100 seconds by default, applies in addition to
    /// <see cref="ImagesClientOptions.Timeout"/>.
    /// </param>
    /// <remarks>
    /// The handlers of the HttpClient see the key and the prompt. A handler that follows redirects sends the prompt to
    /// the new address after status 307 and 308, and an <c>api-key</c> header after any redirect. A proxy for
    /// unencrypted http can read both.
    /// </remarks>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The options are not valid. The message does not contain a key.</exception>
    public ImagesClient(ImagesClientOptions options, HttpClient httpClient)
        : this(
            httpClient ?? throw new ArgumentNullException(nameof(httpClient)),
            Validated(options, hasHttpClient: true))
    {
    }

    private ImagesClient(HttpClient? httpClient, ImagesClientOptions options)
    {
        _options = options;
        _userAgent = options.ApplicationId is { } application ? $"{application} {UserAgent}" : UserAgent;
        _sender = new MessageSender(httpClient ?? HttpClients.CreateForApi(options), httpClient is null, options);
        _saver = new ImageSaver(options, httpClient);
    }

    /// <summary>Gets the base address of the API.</summary>
    public Uri Endpoint => _options.Endpoint;

    /// <inheritdoc/>
    public virtual Task<ImagesResponse> CreateImageAsync(
        CreateImageRequest request, Func<int, Stream> openStream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(openStream);
        return CreateAsync(
            CreateImageAddress, request, new ImageStreamWriter(openStream, MaxImages(request)), cancellationToken);
    }

    /// <summary>Returns a text with the host of the endpoint, but without the key.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{nameof(ImagesClient)} {{ Endpoint = {_options.Endpoint.Host} }}";

    /// <summary>
    /// Closes the connections that the client created. An HttpClient that was passed to the client stays open.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connections that the client created.</summary>
    /// <param name="disposing">True if <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        _sender.Dispose();
        _saver.Dispose();
    }

    // A server may send a few more images than were asked for, but not fill a disk with them.
    private static int MaxImages(CreateImageRequest request) => Math.Max(request.N ?? 1, MinMaxImages);

    private static ImagesClientOptions Validated(ImagesClientOptions options, bool hasHttpClient)
    {
        Warmup.Start();
        return (options ?? throw new ArgumentNullException(nameof(options))).CopyValidated(hasHttpClient);
    }

    private Uri AddressOf(string path) => _options.GetAddress(path);

    // Called by the generated methods.
    private Task<ImagesResponse> PostAsync(
        Uri address, CreateImageRequest request, CancellationToken cancellationToken) =>
        CreateAsync(address, request, streams: null, cancellationToken);

    private async Task<ImagesResponse> CreateAsync(
        Uri address, CreateImageRequest request, ImageStreamWriter? streams, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var closing = streams;
        if (request.Stream == true) throw Refuse(request, StreamViolation(request));
        using var call = CallTelemetry.Start(_options, request);
        try
        {
            using var response = await SendAsync(
                address, request, AcceptJson, cancellationToken).ConfigureAwait(false);
            var reader = new ResponseReader(response, _options.MaxResponseBytes);
            var images = await reader.ReadAsync(streams, cancellationToken).ConfigureAwait(false);
            call?.Record(images);
            return images;
        }
        catch (Exception failure) when (call is not null)
        {
            call.Record(failure);
            throw;
        }
    }

    // The exception also lists what else is wrong with the request.
    private ImageRequestException Refuse(CreateImageRequest request, ImageRequestViolation violation)
    {
        if (!_options.ValidateRequests) return new([violation]);
        var others = RequestValidator.FindViolations(request, request.Model?.ToString());
        return new([violation, .. others.Where(other => other.Parameter != violation.Parameter)]);
    }

    private static ImageRequestViolation CountViolation(CreateImageRequest request) => new(
        CreateImageRequest.JsonNames.N, request.N, request.Model?.ToString(),
        $"{CreateImageRequest.JsonNames.N} must be 1: the stream is for one image.", "invalid_value");

    private static ImageRequestViolation StreamViolation(CreateImageRequest request) => new(
        CreateImageRequest.JsonNames.Stream, true, request.Model?.ToString(),
        $"{CreateImageRequest.JsonNames.Stream} is only for {nameof(CreateImageStreamAsync)}.", "invalid_value");

    /// <summary>Validates, authenticates and sends a request. Returns a successful response, or throws.</summary>
    private async ValueTask<HttpResponseMessage> SendAsync(
        Uri address, CreateImageRequest request, string accept, CancellationToken cancellationToken)
    {
        if (_options.ValidateRequests) request.Validate();
        var key = _options.ApiKeyProvider is { } provider
            ? await GetKeyAsync(provider, cancellationToken).ConfigureAwait(false)
            : _options.ApiKey;
        using var message = new ApiRequestMessage(HttpMethod.Post, address)
        {
            ClientRequestId = ClientRequestId.New(),
            Secrets = new SecretRedactor(key ?? string.Empty, request.Prompt ?? string.Empty),
            Content = new ByteArrayContent(request.ToUtf8Json()),
        };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        message.Headers.TryAddWithoutValidation("Accept", accept);
        Authenticate(message, key);
        var response = await _sender.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            throw await ApiExceptionFactory.CreateForStatusAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }
}
