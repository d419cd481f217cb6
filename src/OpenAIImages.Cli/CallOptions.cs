using System.CommandLine;
using System.Net;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>The options that say where the request goes and how; the key comes from the environment only.</summary>
internal sealed class CallOptions
{
    private const int SecondsPerDay = 24 * 60 * 60;
    private const int MaxResponseHeadersKilobytes = 64;

    private readonly Option<string?> _endpoint = Options.Text(
        "--endpoint", "url", "The address of the API, such as https://api.openai.com/v1/; or else OPENAI_BASE_URL");

    private readonly Option<bool> _emulator = new("--emulator")
    {
        Description = "Draw with the built-in emulator: no key, no network, no cost",
    };

    private readonly AzureOptions _azure = new();

    private readonly Option<string[]> _headers = HeaderOption.Create();

    private readonly Option<int?> _timeout = Options.Number(
        "--timeout", "seconds", "How long one attempt may take; 600 by default", minimum: 1, maximum: SecondsPerDay);

    private readonly Option<int?> _maxRetries = Options.Number(
        "--max-retries", "count", "How many further attempts follow a failed one; 2 by default", minimum: 0);

    private readonly Option<bool> _allowInsecure = new("--allow-insecure-endpoint")
    {
        Description = "Send the key over unencrypted http to a host that is not this machine",
    };

    private readonly Option<bool> _noValidate = new("--no-validate")
    {
        Description = "Send the request as it is, without checking it against the rules of its model",
    };

    public IEnumerable<Option> All =>
        [_endpoint, _emulator, .. _azure.All, _headers, _allowInsecure, _timeout, _maxRetries, _noValidate];

    public bool UsesEmulator(ParseResult parsed) => parsed.GetValue(_emulator);

    /// <summary>Returns how many retries the command line asks for.</summary>
    public int? MaxRetries(ParseResult parsed) => parsed.GetValue(_maxRetries);

    public bool Validates(ParseResult parsed) => !parsed.GetValue(_noValidate);

    /// <summary>Creates the client that the options and the environment ask for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="emulator">Where the emulator listens, if it is used.</param>
    /// <param name="model">The model, which is the deployment of an Azure resource.</param>
    /// <param name="onRetry">Called before the delay of each retry.</param>
    /// <param name="maxRetries">How many retries there are, whatever the command line asks for.</param>
    /// <exception cref="UsageException">They contradict each other, or cannot work.</exception>
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
            throw new UsageException("--emulator and --endpoint exclude each other.");
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

            throw new UsageException(FailureText.OfOptions(e.Message)); // a key is not repeated in it
        }
    }

    /// <summary>Reads an address; the text is not repeated, since it may be a key in the wrong place.</summary>
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
        // It lives as long as the process, which makes one call.
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
