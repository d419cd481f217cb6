namespace OpenAIImages.Conventions.Tests.Build;

internal sealed record BuildResult(int ExitCode, string Output)
{
    public int TimesGenerated => Lines.Count(line => line.Contains("Generating the client", StringComparison.Ordinal));

    /// <summary>The distinct errors: the console prints each of them twice, once in its summary.</summary>
    public IReadOnlyList<string> Errors =>
        [.. Lines.Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct()];

    private IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.TrimEntries);
}
