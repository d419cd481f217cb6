using System.CommandLine;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>The options for Azure OpenAI: where it is, its key, and the version of its API.</summary>
internal sealed class AzureOptions
{
    private const string EndpointVariable = "AZURE_OPENAI_ENDPOINT";
    private const string KeyVariable = "AZURE_OPENAI_API_KEY";
    private const string VersionVariable = "OPENAI_API_VERSION";

    private readonly Option<bool> _azure = new("--azure")
    {
        Description =
            $"Use Azure OpenAI, with {EndpointVariable} or --endpoint, and {KeyVariable} or OPENAI_API_KEY. --model "
            + $"names the deployment. Assumed if {EndpointVariable} is set, but neither OPENAI_API_KEY nor --endpoint",
    };

    private readonly Option<string?> _apiVersion = Options.Text(
        "--api-version",
        "version",
        $"The version of Azure's API, such as 2025-04-01-preview; by default {VersionVariable}");

    public IEnumerable<Option> All => [_azure, _apiVersion];

    /// <summary>Returns the version in the command line.</summary>
    public string? ApiVersion(ParseResult parsed) => parsed.GetValue(_apiVersion);

    /// <summary>Returns whether Azure is selected.</summary>
    public bool AreUsed(ParseResult parsed, string? endpoint) =>
        parsed.GetValue(_azure)
        || (endpoint is null && Variable("OPENAI_API_KEY") is null && Variable(EndpointVariable) is not null);

    /// <summary>Creates the options of a client for Azure.</summary>
    /// <exception cref="UsageException">The key or the address is missing.</exception>
    public ImagesClientOptions Create(ParseResult parsed, string? endpoint, ImageModel? model)
    {
        var name = endpoint is null ? EndpointVariable : "--endpoint";
        var text = endpoint ?? Variable(EndpointVariable)
            ?? throw new UsageException(
                $"The address of Azure OpenAI is missing. Set {EndpointVariable}, or use --endpoint.");
        var version = ApiVersion(parsed);
        var address = CallOptions.ToUri(text, name);
        // The version in the environment applies to classic addresses without a version.
        var isVersioned = address.Query.Contains("api-version=", StringComparison.OrdinalIgnoreCase)
            || address.AbsolutePath.Contains("/openai/v1", StringComparison.OrdinalIgnoreCase);
        version ??= isVersioned ? null : Variable(VersionVariable);
        return new ImagesClientOptions
        {
            ApiKey = Variable(KeyVariable) ?? Variable("OPENAI_API_KEY"),
            Authentication = ImagesAuthentication.ApiKeyHeader,
            Endpoint = Complete(address, version, model),
            ApiVersion = version,
        };
    }

    /// <summary>
    /// Adds the path to the address of a resource: of the deployment if there is a version, otherwise v1.
    /// </summary>
    private static Uri Complete(Uri address, string? version, ImageModel? model)
    {
        if (address.AbsolutePath.Trim('/') is not ("" or "openai")) return address;
        var path = version is null || model is null
            ? "/openai/v1/"
            : $"/openai/deployments/{Uri.EscapeDataString(model.Value.ToString())}/";
        return new Uri(address.GetLeftPart(UriPartial.Authority) + path + address.Query);
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } value ? value : null;
}
