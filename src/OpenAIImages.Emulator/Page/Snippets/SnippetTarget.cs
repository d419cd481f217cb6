namespace OpenAIImages.Emulator.Page.Snippets;

/// <summary>The target of a request in code.</summary>
/// <param name="Endpoint">The base address for clients.</param>
/// <param name="NeedsKey">Whether only the right key is accepted; otherwise, any key is.</param>
internal sealed record SnippetTarget(Uri Endpoint, bool NeedsKey)
{
    /// <summary>The name of the environment variable that contains the key.</summary>
    public const string KeyVariable = "OPENAI_API_KEY";

    /// <summary>The key if any key is accepted.</summary>
    public const string AnyKey = "any";
}
