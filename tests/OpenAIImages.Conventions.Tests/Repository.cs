namespace OpenAIImages.Conventions.Tests;

/// <summary>The clone that the tests were built in: its files, and the .NET command run on it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string file) => Path.Combine(Root, file);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "OpenAIImages.Generated.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException(
                "No solution above the tests.");
        }

        return folder;
    }
}
