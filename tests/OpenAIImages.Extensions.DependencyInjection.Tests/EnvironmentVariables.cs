namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>Sets the variables that clients read, and restores them at the end.</summary>
internal sealed class EnvironmentVariables : IDisposable
{
    private static readonly string[] Names =
        ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"];

    private readonly List<(string Name, string? Value)> _previous =
        [.. Names.Select(name => (name, Environment.GetEnvironmentVariable(name)))];

    public EnvironmentVariables(params (string Name, string? Value)[] values)
    {
        Array.ForEach(Names, name => Environment.SetEnvironmentVariable(name, null));
        Array.ForEach(values, value => Environment.SetEnvironmentVariable(value.Name, value.Value));
    }

    public void Dispose() => _previous.ForEach(value => Environment.SetEnvironmentVariable(value.Name, value.Value));
}
