namespace OpenAIImages.Generated.Diagnostics;

/// <summary>The names of providers, as OpenTelemetry's conventions define them.</summary>
internal static class ProviderName
{
    private static readonly (string Domain, string Name)[] Known =
    [
        ("openai.com", "openai"),
        ("openai.azure.com", "azure.ai.openai"),
        ("cognitiveservices.azure.com", "azure.ai.openai"),
        ("services.ai.azure.com", "azure.ai.openai"),
        ("x.ai", "x_ai"),
    ];

    /// <summary>Returns the name of the provider at a host; the host if it has no name.</summary>
    public static string Of(string host)
    {
        foreach (var (domain, name) in Known)
        {
            var isDomain = host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
                && (host.Length == domain.Length || host[host.Length - domain.Length - 1] == '.');
            if (isDomain) return name;
        }

        return host;
    }
}
