using System.Reflection;

namespace OpenAIImages.Generated;

public partial class ImagesClient
{
    private const string ApiKeyHeader = "api-key";
    private const string ClientRequestIdHeader = "X-Client-Request-Id";

    private static readonly string UserAgent = nameof(OpenAIImages) + "." + nameof(Generated) + "/" + Version();

    /// <summary>
    /// Puts the key and the other headers on one request, and never on the HttpClient, which others may share.
    /// </summary>
    private async ValueTask AuthenticateAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var key = _options.ApiKey;
        if (_options.ApiKeyProvider is { } provider)
        {
            key = await provider(cancellationToken).ConfigureAwait(false);
            if (ApiKeys.Complaint(key) is { } complaint)
            {
                throw new InvalidOperationException($"The key that the {nameof(_options.ApiKeyProvider)} gave {complaint}");
            }
        }

        // Without validation, since its exceptions would contain the key; the key has been checked.
        var headers = message.Headers;
        if (_options.Authentication == ImagesAuthentication.ApiKeyHeader) headers.TryAddWithoutValidation(ApiKeyHeader, key);
        else headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        if (_options.Organization is { } organization) headers.TryAddWithoutValidation("OpenAI-Organization", organization);
        if (_options.Project is { } project) headers.TryAddWithoutValidation("OpenAI-Project", project);
        headers.TryAddWithoutValidation("User-Agent", UserAgent);
        headers.TryAddWithoutValidation(ClientRequestIdHeader, Guid.NewGuid().ToString());
    }

    private static string Version()
    {
        var assembly = typeof(ImagesClient).Assembly;
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return version.Split('+')[0];
    }
}
