using System.CommandLine;
using System.Net;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>The options for where and how the request is sent. The key is read only from the environment.</summary>
internal sealed class CallOptions
{
    private const int SecondsPerDay = 24 * 60 * 60;
    private const int MaxResponseHeadersKilobytes = 64;

    private readonly Option<string?> _endpoint = Options.Text(
        "--endpoint", "url", "The address of the API; by default OPENAI_BASE_URL, or https://api.openai.com/v1/");

    private readonly Option<bool> _emulator = new("--emulator")
    {
        Description = "Use the built-in emulator: no key, no network, no cost",
    };

    private readonly AzureOptions _azure = new();

    private readonly Option<string[]> _headers = HeaderOption.Create();

    private readonly Option<int?> _timeout = Options.Number(
        "--timeout", "seconds", "The time limit of each attempt; 600 by default", minimum: 1, maximum: SecondsPerDay);

    private readonly Option<int?> _maxRetries = Options.Number(
        "--max-retries", "count", "How many times a failed request is retried; 2 by default", minimum: 0);

    private readonly Option<bool> _allowInsecure = new("--allow-insecure-endpoint")
    {
        Description = "Send the key over unencrypted http to a host that is not this machine",
    };

    private readonly Option<bool> _noValidate = new("--no-validate")
    {
        Description = "Send the request without checking it against the rules of its model",
    };

    public IEnumerable<Option> All =>
        [_endpoint, _emulator, .. _azure.All, _headers, _allowInsecure, _timeout, _maxRetries, _noValidate];

    public bool UsesEmulator(ParseResult parsed) => parsed.GetValue(_emulator);

    /// <summary>Returns the number of retries in the command line.</summary>
    public int? MaxRetries(ParseResult parsed) => parsed.GetValue(_maxRetries);

    public bool Validates(ParseResult parsed) => !parsed.GetValue(_noValidate);

    /// <summary>Creates the client from the options and the environment.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="emulator">The address of the emulator, if it is used.</param>
    /// <param name="model">The model, which is the deployment of an Azure resource.</param>
    /// <param name="onRetry">Called before the delay of each retry.</param>
    /// <param name="maxRetries">The number of retries; overrides the command line.</param>
    /// <exception cref="UsageException">The options contradict each other, or are not valid.</exception>
    public ImagesClient CreateClient(
        ParseResult parsed,
        Uri? emulator,
        ImageModel? model,
        Action<RetryNotice>? onRetry = null,
        int? maxRetries = null)
    {
        var endpoint = parsed.GetValue(_endpoint);
        if (emulator is not null && endpoint is not null)
        {
            throw new UsageException("--emulator and --endpoint cannot be used together.");
        }

        var options = new ImagesClientOptions();
        try
        {
            options = emulator is not null ? new ImagesClientOptions { ApiKey = "emulator", Endpoint = emulator }
                : _azure.AreUsed(parsed, endpoint) ? _azure.Create(parsed, endpoint, model)
                : FromEnvironment(parsed, endpoint);
            if (parsed.GetValue(_timeout) is { } seconds) options.Timeout = TimeSpan.FromSeconds(seconds);
            options.MaxRetries = maxRetries ?? MaxRetries(parsed) ?? options.MaxRetries;
            options.AllowInsecureEndpoint = parsed.GetValue(_allowInsecure);
            options.ValidateRequests = Validates(parsed);
            options.OnRetry = onRetry;
            return CreateClient(options, parsed.GetValue(_headers) ?? []);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            if (options.ApiKey is null && e.Message.Contains("API key is missing", StringComparison.Ordinal))
            {
                var name = options.Authentication == ImagesAuthentication.ApiKeyHeader ? "AZURE_" : string.Empty;
                throw new UsageException($"There is no key. Set {name}OPENAI_API_KEY, or try --emulator.");
            }

            throw new UsageException(FailureText.OfOptions(e.Message)); // the message does not contain the key
        }
    }

    /// <summary>
    /// Reads an address. The message does not contain the text, which may be a key in the wrong place.
    /// </summary>
    public static Uri ToUri(string text, string name) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
            ? uri
            : throw new UsageException($"{name} is not an absolute URL.");

    private ImagesClientOptions FromEnvironment(ParseResult parsed, string? endpoint)
    {
        var options = ImagesClientOptions.FromEnvironment();
        options.ApiVersion = _azure.ApiVersion(parsed);
        if (endpoint is not null) options.Endpoint = ToUri(endpoint, "--endpoint");
        return options;
    }

    private static ImagesClient CreateClient(ImagesClientOptions options, string[] headers)
    {
        if (headers.Length == 0) return new ImagesClient(options);
        var connections = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            MaxResponseHeadersLength = MaxResponseHeadersKilobytes,
            UseCookies = false,
            UseProxy = !IsThisMachine(options.Endpoint),
        };
        var adding = new HeaderHandler(options.Endpoint, [.. headers.Select(HeaderOption.Split)])
        {
            InnerHandler = connections,
        };
        // It is not disposed: it is used until the process ends.
        var retrying = new RetryHandler(options) { InnerHandler = adding };
        return new ImagesClient(options, new HttpClient(retrying) { Timeout = Timeout.InfiniteTimeSpan });
    }

    // Requests to this machine never go through a proxy, which could read the key.
    private static bool IsThisMachine(Uri address) =>
        address.IsLoopback
        || address.IdnHost.TrimEnd('.').EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.IdnHost, out var ip)
            && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
}
