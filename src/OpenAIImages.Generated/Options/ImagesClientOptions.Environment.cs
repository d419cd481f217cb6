namespace OpenAIImages.Generated;

public sealed partial class ImagesClientOptions
{
    /// <summary>Creates options from environment variables, as <see cref="AddEnvironment"/> reads them.</summary>
    /// <returns>New options. A missing key causes an exception when the client is created.</returns>
    /// <exception cref="InvalidOperationException"><c>OPENAI_BASE_URL</c> is not an absolute URL.</exception>
    public static ImagesClientOptions FromEnvironment() => new ImagesClientOptions().AddEnvironment();

    /// <summary>
    /// Sets the options that are not set yet from the environment variables <c>OPENAI_API_KEY</c>,
    /// <c>OPENAI_BASE_URL</c>, <c>OPENAI_ORG_ID</c> and <c>OPENAI_PROJECT_ID</c>. White space around a value is
    /// ignored; a blank value leaves the default.
    /// </summary>
    /// <remarks>
    /// The key is not read if <see cref="ApiKey"/> or <see cref="ApiKeyProvider"/> is set. If only
    /// <see cref="Endpoint"/> is set, the key is read, and is sent to that endpoint.
    /// </remarks>
    /// <returns>These options.</returns>
    /// <exception cref="InvalidOperationException"><c>OPENAI_BASE_URL</c> is not an absolute URL.</exception>
    public ImagesClientOptions AddEnvironment()
    {
        if (ApiKeyProvider is null) ApiKey ??= Read("OPENAI_API_KEY");
        Organization ??= Read("OPENAI_ORG_ID");
        Project ??= Read("OPENAI_PROJECT_ID");
        if (!_isEndpointSet && Read("OPENAI_BASE_URL") is { } endpoint)
        {
            // The message does not contain the value: it may be a key in the wrong place.
            Endpoint = Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
                ? uri
                : throw new InvalidOperationException("OPENAI_BASE_URL is not an absolute URL.");
        }

        return this;

        static string? Read(string name) =>
            Environment.GetEnvironmentVariable(name)?.Trim() is { Length: > 0 } value ? value : null;
    }
}
