namespace OpenAIImages.Conventions.Tests.Build;

internal sealed record BuildResult(int ExitCode, string Output)
{
    public int TimesGenerated => Lines.Count(line => line.Contains("Generating the client", StringComparison.Ordinal));

    /// <summary>Each error once: the console prints it where it happens and again in its summary.</summary>
    public IReadOnlyList<string> Errors =>
        [.. Lines.Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct()];

    private IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.TrimEntries);
}
