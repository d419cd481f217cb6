namespace OpenAIImages.Conventions.Tests;

/// <summary>The files of the repository, for rules that read them.</summary>
internal static class RepositoryFiles
{
    /// <summary>Folders of build output and tools, as in .gitignore.</summary>
    private static readonly string[] NotSources =
    [
        ".git", ".idea", ".vs", ".vscode", "artifacts", "BenchmarkDotNet.Artifacts", "bin", "node_modules", "obj",
        "StrykerOutput", "TestResults",
    ];

    public static string Read(string path) => File.ReadAllText(Repository.PathOf(path));

    /// <summary>The sources in a folder, by their paths from the root.</summary>
    public static IEnumerable<string> Sources(string folder = "", string pattern = "*")
    {
        var directory = new DirectoryInfo(Repository.PathOf(folder));
        return directory.EnumerateDirectories()
            .Where(child => !NotSources.Contains(child.Name))
            .SelectMany(child => Sources(Relative(child), pattern))
            .Concat(directory.EnumerateFiles(pattern).Select(Relative));
    }

    private static string Relative(FileSystemInfo entry) => Path.GetRelativePath(Repository.Root, entry.FullName);
}
