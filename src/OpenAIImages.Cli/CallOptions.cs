using System.CommandLine;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>The options that say where the request goes and how; the key comes from the environment only.</summary>
internal sealed class CallOptions
{
    private const int SecondsPerDay = 24 * 60 * 60;

    private readonly Option<string?> _endpoint = Options.Text(
        "--endpoint", "url", "The address of the API, such as https://api.openai.com/v1/; or else OPENAI_BASE_URL");

    private readonly Option<bool> _emulator = new("--emulator")
    {
        Description = "Draw with the built-in emulator: no key, no network, no cost",
    };

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

    public IEnumerable<Option> All => [_endpoint, _emulator, _allowInsecure, _timeout, _maxRetries, _noValidate];

    public bool UsesEmulator(ParseResult parsed) => parsed.GetValue(_emulator);

    public bool Validates(ParseResult parsed) => !parsed.GetValue(_noValidate);

    /// <summary>The client that the options and the environment ask for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="emulator">Where the emulator listens, when it is used.</param>
    /// <exception cref="UsageException">They contradict each other, or cannot work.</exception>
    public ImagesClient CreateClient(ParseResult parsed, Uri? emulator)
    {
        if (emulator is not null && parsed.GetValue(_endpoint) is not null)
            throw new UsageException("--emulator and --endpoint exclude each other.");
        try
        {
            var options = emulator is null
                ? FromEnvironment(parsed.GetValue(_endpoint))
                : new ImagesClientOptions { ApiKey = "emulator", Endpoint = emulator };
            options.Timeout = parsed.GetValue(_timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : options.Timeout;
            options.MaxRetries = parsed.GetValue(_maxRetries) ?? options.MaxRetries;
            options.AllowInsecureEndpoint = parsed.GetValue(_allowInsecure);
            options.ValidateRequests = Validates(parsed);
            return new ImagesClient(options);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new UsageException(e.Message); // such as a malformed key, which the message does not repeat
        }
    }

    private static ImagesClientOptions FromEnvironment(string? endpoint)
    {
        var options = ImagesClientOptions.FromEnvironment();
        if (options.ApiKey is null)
            throw new UsageException("There is no key. Set OPENAI_API_KEY, or try --emulator.");
        if (endpoint is not null)
        {
            options.Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
                ? uri
                : throw new UsageException("--endpoint is not an absolute URL.");
        }
        return options;
    }
}
