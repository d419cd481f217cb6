using OpenAIImages.Generated.Http;
using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated;

public partial class ImagesClient
{
    private const string UserAgent = nameof(OpenAIImages) + "." + nameof(Generated) + "/" + PackageVersion.Value;

    /// <summary>Returns the key that a callback provides for one request.</summary>
    private static async ValueTask<string?> GetKeyAsync(
        Func<CancellationToken, ValueTask<string>> provider, CancellationToken cancellationToken)
    {
        var key = await provider(cancellationToken).ConfigureAwait(false);
        return ApiKeyFormat.GetError(key) is { } error
            ? throw new InvalidOperationException(
                $"The key that the {nameof(ImagesClientOptions.ApiKeyProvider)} returned {error}")
            : key;
    }

    /// <summary>Adds the key and other headers to one request, never to the HttpClient that others may share.</summary>
    private void Authenticate(ApiRequestMessage message, string? key)
    {
        // Without validation, since its exceptions would contain the key; the key has been checked.
        var headers = message.Headers;
        if (_options.Authentication == ImagesAuthentication.ApiKeyHeader) Add("api-key", key);
        else if (key is not null) Add("Authorization", "Bearer " + key);
        Add("OpenAI-Organization", _options.Organization);
        Add("OpenAI-Project", _options.Project);
        Add("User-Agent", _userAgent);
        Add(ClientRequestId.Header, message.ClientRequestId);

        void Add(string name, string? value)
        {
            if (value is not null) headers.TryAddWithoutValidation(name, value);
        }
    }
}
