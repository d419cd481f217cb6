using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OpenAIImages.Cli.Tests;

/// <summary>
/// The command line as a process in a temporary folder, with no key in its environment except that of the test.
/// </summary>
internal sealed class CliProcess : IDisposable
{
    private const int Interrupt = 2; // SIGINT
    private const int Termination = 15; // SIGTERM

    // Far longer than any run takes: one that hangs must fail its test and not block all others.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("openai-images-");

    /// <summary>The working folder; deleted at the end of the test.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Additional environment variables.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Environment variables that are removed.</summary>
    public List<string> Unset { get; } = [];

    /// <summary>The names of the files in the folder.</summary>
    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    public PngFile ReadPng(string name) => PngFile.Parse(File.ReadAllBytes(PathOf(name)));

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Runs the process until it exits.</summary>
    public Task<CliResult> RunAsync(params string[] arguments) => RunAsync(input: "", arguments);

    public async Task<CliResult> RunAsync(string input, string[] arguments)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        return await FinishAsync(process);
    }

    /// <summary>Runs the process on a terminal, on Linux only; the output is what the terminal received.</summary>
    public Task<CliResult> RunOnTerminalAsync(params string[] arguments) => RunOnTerminalAsync(arguments, then: "true");

    /// <param name="arguments">The arguments.</param>
    /// <param name="then">The command that the shell runs afterwards, before the terminal closes.</param>
    public async Task<CliResult> RunOnTerminalAsync(string[] arguments, string then)
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("The tests have a terminal on Linux only.");
        var line = string.Join(' ', Command(arguments).Select(word => $"'{word.Replace("'", "'\\''")}'"));
        using var process = StartProcess(["script", "-qec", $"{line} && {then}", "/dev/null"]);
        process.StandardInput.Close();
        return await FinishAsync(process);
    }

    /// <summary>Runs the process with a standard output that cannot be written to, on Linux only.</summary>
    public async Task<CliResult> RunOnFullDiskAsync(params string[] arguments)
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("Only Linux has /dev/full.");
        using var process = StartProcess(["sh", "-c", "exec \"$@\" > /dev/full", "sh", .. Command(arguments)]);
        process.StandardInput.Close();
        return await FinishAsync(process);
    }

    /// <summary>Starts the process; the test ends it.</summary>
    public Process Start(params string[] arguments) => StartProcess(Command(arguments));

    private static List<string> Command(string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "openai-images.dll");
        // Tests that run as a job in the background have Ctrl-C ignored, and would pass that on.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        return [.. command, program, .. arguments];
    }

    private Process StartProcess(List<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.ToList())
        {
            if (name.StartsWith("OPENAI_", StringComparison.Ordinal)
                || name.StartsWith("AZURE_OPENAI_", StringComparison.Ordinal))
            {
                start.Environment.Remove(name);
            }
        }
        foreach (var name in Unset) start.Environment.Remove(name);
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public static async Task<CliResult> FinishAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        await using var killing = patience.Token.Register(process.Kill);
        await process.WaitForExitAsync(CancellationToken.None);
        var result = new CliResult(process.ExitCode, await output, await error);
        (result.Output + result.Error).Should().NotContain("   at ", "no stack trace is ever shown");
        return result;
    }

    /// <summary>Sends the signal of Ctrl-C on a terminal.</summary>
    public static void PressCtrlC(Process process) => Kill(process.Id, Interrupt).Should().Be(0);

    /// <summary>Sends the signal of a system that shuts down.</summary>
    public static void Terminate(Process process) => Kill(process.Id, Termination).Should().Be(0);

    public void Dispose() => _folder.Delete(recursive: true);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}

/// <summary>The exit code and the output of a process.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error);
