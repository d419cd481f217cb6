namespace OpenAIImages.Extensions.AI;

/// <summary>
/// The names of providers in telemetry, as OpenTelemetry's conventions define them and as the client's own telemetry
/// has them.
/// </summary>
internal static class ProviderNames
{
    private static readonly (string Domain, string Name)[] Known =
    [
        ("openai.com", "openai"),
        ("openai.azure.com", "azure.ai.openai"),
        ("cognitiveservices.azure.com", "azure.ai.openai"),
        ("services.ai.azure.com", "azure.ai.openai"),
        ("x.ai", "x_ai"),
    ];

    /// <summary>Returns the name of the provider at an endpoint; the host if it has no name.</summary>
    public static string Of(Uri endpoint)
    {
        var host = endpoint.IdnHost;
        return Array.Find(Known, provider => IsAt(host, provider.Domain)).Name ?? host;
    }

    private static bool IsAt(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase)
        || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
}
