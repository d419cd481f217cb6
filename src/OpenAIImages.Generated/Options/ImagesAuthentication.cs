namespace OpenAIImages.Generated;

/// <summary>The header that carries the API key.</summary>
public enum ImagesAuthentication
{
    /// <summary><c>Authorization: Bearer</c>: OpenAI, Microsoft Entra tokens, and most compatible servers.</summary>
    Bearer,

    /// <summary><c>api-key</c>: keys of Azure OpenAI.</summary>
    ApiKeyHeader,
}
