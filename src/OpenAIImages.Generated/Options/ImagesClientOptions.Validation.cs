using OpenAIImages.Generated.Internal;
using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated;

public sealed partial class ImagesClientOptions
{
    internal const string TimeoutRule = "Timeout must be more than zero and at most 24 days, or infinite.";
    internal const string MaxRetriesRule = "MaxRetries must not be negative.";

    private const string ApiVersionParameter = "api-version";
    private const string OperationPath = "/images/generations";
    private const long MaxMaxResponseBytes = 1_000_000_000;

    internal static bool IsValidTimeout(TimeSpan timeout) =>
        timeout == System.Threading.Timeout.InfiniteTimeSpan
        || (timeout > TimeSpan.Zero && timeout.TotalMilliseconds <= int.MaxValue);

    /// <summary>Checks the options like the constructor of a client that takes an HttpClient.</summary>
    /// <exception cref="ArgumentException">The options are not valid. The message does not contain a key.</exception>
    public void Validate()
    {
        ValidateEndpoint();
        ValidateKey();
        ValidateHeader(Organization, nameof(Organization));
        ValidateHeader(Project, nameof(Project));
        ValidateHeader(ApiVersion, nameof(ApiVersion));
        ValidateApplicationId();
        Require(
            Authentication is ImagesAuthentication.Bearer or ImagesAuthentication.ApiKeyHeader,
            "Authentication is neither Bearer nor ApiKeyHeader.");
        Require(TimeProvider is not null, "TimeProvider must not be null.");
        Require(
            MaxResponseBytes is >= 1 and <= MaxMaxResponseBytes, "MaxResponseBytes must be from 1 to 1,000,000,000.");
        Require(MaxRetries >= 0, MaxRetriesRule);
        Require(IsValidTimeout(Timeout), TimeoutRule);
    }

    /// <summary>Returns a validated copy, so that later changes to the options have no effect.</summary>
    internal ImagesClientOptions CopyValidated(bool hasHttpClient)
    {
        var copy = (ImagesClientOptions)MemberwiseClone();
        copy.Validate();
        Require(
            hasHttpClient || copy.Endpoint.IsHttp(),
            "Endpoint is https+http: only an HttpClient with service discovery can find the service.");
        return copy;
    }

    /// <summary>Returns the address of an operation, with the endpoint's query and the version of the API.</summary>
    internal Uri GetAddress(string path)
    {
        var query = Endpoint.Query;
        if (ApiVersion is { } version && !VersionsIn(Endpoint).Any())
        {
            query += (query.Length > 1 ? "&" : query.Length == 1 ? "" : "?")
                + $"{ApiVersionParameter}={Uri.EscapeDataString(version)}";
        }

        var address = Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');
        // The Azure portal shows the address with this path.
        if (address.EndsWith(OperationPath, StringComparison.OrdinalIgnoreCase))
        {
            address = address.Remove(address.Length - OperationPath.Length);
        }

        return new Uri(address + "/" + path + query);
    }

    private void ValidateKey()
    {
        Require(ApiKey is null || ApiKeyProvider is null, "Set either ApiKey or ApiKeyProvider, not both.");
        var isOptional = ApiKeyProvider is not null || (ApiKey is null && Endpoint.IsThisMachine());
        if (isOptional || ApiKeyFormat.GetError(ApiKey) is not { } error) return;
        var advice = string.IsNullOrWhiteSpace(ApiKey)
            ? " Set ApiKey or ApiKeyProvider, or OPENAI_API_KEY if the options are read from the environment."
            : string.Empty;
        throw new ArgumentException($"The API key {error}{advice}");
    }

    private void ValidateEndpoint()
    {
        Require(
            Endpoint.IsHttp() || Endpoint.IsForServiceDiscovery(), "Endpoint must be an absolute http or https URL.");
        Require(
            Endpoint.UserInfo.Length == 0 && !ApiKeyFormat.ContainsKey(Endpoint, ApiKey),
            "Endpoint must not contain a key, a user name or a password.");
        Require(Endpoint.Fragment.Length == 0, "Endpoint must not have a fragment.");
        Require(
            Endpoint.Scheme != "http" || Endpoint.IsThisMachine() || AllowInsecureEndpoint,
            "Endpoint is unencrypted http: others could read the key. Use https, or set AllowInsecureEndpoint.");
        Require(
            ApiVersion is not { } version || VersionsIn(Endpoint).All(other => other == version),
            "The api-version in Endpoint's query differs from ApiVersion.");
    }

    private void ValidateHeader(string? value, string name)
    {
        if (value is null) return;
        Require(!ApiKeyFormat.ContainsKey(value, ApiKey), $"{name} must not contain a key.");
        Require(value.Length > 0 && ApiKeyFormat.IsPrintable(value), $"{name} must be printable ASCII without spaces.");
    }

    private void ValidateApplicationId()
    {
        if (ApplicationId is null) return;
        Require(!ApiKeyFormat.ContainsKey(ApplicationId, ApiKey), "ApplicationId must not contain a key.");
        using var message = new HttpRequestMessage();
        Require(
            !string.IsNullOrWhiteSpace(ApplicationId) && message.Headers.UserAgent.TryParseAdd(ApplicationId),
            "ApplicationId must be a name such as MyApp or MyApp/1.2.");
    }

    private static void Require(bool condition, string rule)
    {
        if (!condition) throw new ArgumentException(rule);
    }

    /// <summary>Returns the values of api-version in the endpoint's query.</summary>
    private static IEnumerable<string> VersionsIn(Uri endpoint) =>
        from parameter in endpoint.Query.TrimStart('?').Split('&')
        let end = parameter.IndexOf('=') is var index and >= 0 ? index : parameter.Length
        where ApiVersionParameter.Equals(parameter.Substring(0, end), StringComparison.OrdinalIgnoreCase)
        select Uri.UnescapeDataString(parameter.Substring(end).TrimStart('='));
}
