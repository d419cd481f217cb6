namespace OpenAIImages.Generated;

public partial class ImagesClient
{
    private const string ApiKeyHeader = "api-key";
    private const string UserAgent = nameof(OpenAIImages) + "." + nameof(Generated) + "/" + PackageVersion.Value;

    private async ValueTask<string> AskForKeyAsync(
        Func<CancellationToken, ValueTask<string>> provider, CancellationToken cancellationToken)
    {
        var key = await provider(cancellationToken).ConfigureAwait(false);
        return ApiKeyFormat.Complaint(key) is { } complaint
            ? throw new InvalidOperationException($"The key that the {nameof(_options.ApiKeyProvider)} gave {complaint}")
            : key;
    }

    private string AuthorizationOf(string key) =>
        _options.Authentication == ImagesAuthentication.ApiKeyHeader ? key
        : key == _options.ApiKey ? _bearer ??= "Bearer " + key
        : "Bearer " + key;

    /// <summary>
    /// Puts the key and the other headers on one request, and never on the HttpClient, which others may share.
    /// </summary>
    private void Authenticate(HttpRequestMessage message, string key)
    {
        // Without validation, since its exceptions would contain the key; the key has been checked.
        var headers = message.Headers;
        headers.TryAddWithoutValidation(
            _options.Authentication == ImagesAuthentication.ApiKeyHeader ? ApiKeyHeader : "Authorization", AuthorizationOf(key));
        if (_options.Organization is { } organization) headers.TryAddWithoutValidation("OpenAI-Organization", organization);
        if (_options.Project is { } project) headers.TryAddWithoutValidation("OpenAI-Project", project);
        headers.TryAddWithoutValidation("User-Agent", UserAgent);
        headers.TryAddWithoutValidation(ClientRequestId.Header, ClientRequestId.New());
    }
}
