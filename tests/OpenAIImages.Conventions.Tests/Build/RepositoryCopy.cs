using System.Diagnostics;

namespace OpenAIImages.Conventions.Tests.Build;

/// <summary>A copy of what a build of the library reads, in a temporary folder with a space in its name.</summary>
internal sealed class RepositoryCopy : IDisposable
{
    private static readonly string[] BuildFiles =
    [
        ".editorconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "nswag.json",
    ];

    private static readonly string[] BuildFolders = ["build", "spec", "src/OpenAIImages.Generated"];

    private readonly string _root = Directory.CreateTempSubdirectory("a copy of the repository ").FullName;

    /// <param name="others">Further folders to copy.</param>
    public RepositoryCopy(params string[] others)
    {
        foreach (var file in BuildFiles.Concat(BuildFolders.Concat(others).SelectMany(SourceFiles)))
        {
            Reset(file);
        }
    }

    public string PathOf(string file) => Path.Combine(_root, file);

    /// <summary>Copies a file of the repository with its time.</summary>
    public void Reset(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.Copy(Repository.PathOf(file), PathOf(file), overwrite: true);
    }

    /// <summary>Replaces the first occurrence of a text, which must be in the file.</summary>
    public async Task ReplaceFirstAsync(string file, string text, string replacement)
    {
        var content = await File.ReadAllTextAsync(PathOf(file));
        content.Should().Contain(text);
        var index = content.IndexOf(text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(PathOf(file), content.Remove(index, text.Length).Insert(index, replacement));
    }

    public Task<BuildResult> DotnetAsync(params string[] arguments) =>
        RunAsync([.. arguments, "-nodeReuse:false", "-tl:off"]);

    /// <summary>Runs a program of the copy.</summary>
    public async Task<BuildResult> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Set by the `dotnet test` that runs this, and not meant for another build. Neither is CI, where a change of
        // the public API is an error.
        var inherited = start.Environment.Keys.Where(
            name => name == "CI" || name.StartsWith("MSBUILD", StringComparison.Ordinal));
        foreach (var name in inherited.ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new BuildResult(process.ExitCode, await output + await error);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "obj" or "bin"));
}
