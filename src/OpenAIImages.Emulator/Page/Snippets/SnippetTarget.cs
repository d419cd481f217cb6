namespace OpenAIImages.Emulator.Page.Snippets;

/// <summary>Where a request in code goes.</summary>
/// <param name="Endpoint">The base address for clients.</param>
/// <param name="NeedsKey">Whether only the right key is accepted; else any is.</param>
internal sealed record SnippetTarget(Uri Endpoint, bool NeedsKey)
{
    /// <summary>The name of the environment variable that has the right key.</summary>
    public const string KeyVariable = "OPENAI_API_KEY";

    /// <summary>The key where any is accepted.</summary>
    public const string AnyKey = "any";
}
