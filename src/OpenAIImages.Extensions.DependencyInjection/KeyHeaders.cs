namespace OpenAIImages.Extensions.DependencyInjection;

/// <summary>The headers that may carry the API key.</summary>
internal static class KeyHeaders
{
    private static readonly string[] Names = ["Authorization", "api-key"];

    public static bool Contains(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    public static bool AreIn(HttpRequestMessage request) => Names.Any(request.Headers.Contains);
}
