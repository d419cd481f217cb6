using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>Runs copied code in a temporary folder.</summary>
internal sealed class SnippetRunner : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // The implicit usings of a console project.
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO;"
        + "global using System.Linq; global using System.Net.Http; global using System.Threading;"
        + "global using System.Threading.Tasks;";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("openai-images-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Compiles a program without warnings, and runs it. The API is expected to return an error.</summary>
    public async Task RunCSharpAsync(string code)
    {
        var path = Path.Combine(_folder.FullName, "image.png");
        code = code.Replace("\"image.png\"", $"@\"{path}\"", StringComparison.Ordinal);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create(
            $"snippet{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(code), CSharpSyntaxTree.ParseText(ImplicitUsings)],
            references,
            new CSharpCompilationOptions(
                OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        result.Diagnostics.Where(it => it.Severity >= DiagnosticSeverity.Warning && it.Id != "CS1701")
            .Should().BeEmpty(code);
        var main = Assembly.Load(assembly.ToArray()).EntryPoint!;
        var run = () => Task.Run(() => main.Invoke(null, [Array.Empty<string>()])).WaitAsync(Patience);
        (await run.Should().ThrowAsync<TargetInvocationException>()).WithInnerException<ApiException>();
    }

    /// <summary>Runs a command with bash, where openai-images is the command line of this repository.</summary>
    /// <returns>The output.</returns>
    public async Task<string> RunShellAsync(string command)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "openai-images.dll");
        var script = $"openai-images() {{ dotnet '{program}' \"$@\"; }}\n{command}\n";
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", script])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OPENAI_BASE_URL"] = "" },
        })!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return string.Concat(await output);
    }
}
