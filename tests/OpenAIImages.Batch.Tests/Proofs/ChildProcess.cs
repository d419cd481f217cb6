using System.Diagnostics;
using System.Globalization;

namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>The command line, or these tests as a program, as another process.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private ChildProcess(string program, string[] arguments, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OPENAI_API_KEY"] = "any";
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    public static ChildProcess StartCli(params string[] arguments) => new("openai-images.dll", arguments);

    /// <summary>
    /// Starts the command line without what takes more memory the longer a process runs: code that is compiled a second
    /// time, and young objects that are collected late because there is room for them: so little room that a list of
    /// a hundred lines fills it too.
    /// </summary>
    public static ChildProcess StartFrugalCli(params string[] arguments) => new(
        "openai-images.dll",
        arguments,
        new()
        {
            ["DOTNET_TieredCompilation"] = "0",
            ["DOTNET_GCgen0size"] = "0x200000",
            ["DOTNET_GCgen1size"] = "0x200000",
        });

    public static ChildProcess StartTests(params string[] arguments) => new("OpenAIImages.Batch.Tests.dll", arguments);

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end, and returns its exit code and what it wrote.</summary>
    public async Task<(int ExitCode, string Output)> FinishAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _output + await _error);
    }

    /// <summary>Returns the peak of its memory in MiB when it has ended, as Linux counts it.</summary>
    public async Task<double> MeasurePeakAsync()
    {
        var peak = 0.0;
        while (!_process.HasExited)
        {
            try
            {
                var line = File.ReadLines($"/proc/{_process.Id}/status")
                    .FirstOrDefault(it => it.StartsWith("VmHWM", StringComparison.Ordinal));
                if (line is not null) peak = int.Parse(line.Split(':', 'k')[1], CultureInfo.InvariantCulture) / 1024.0;
            }
            catch (IOException)
            {
                // It has just ended.
            }

            await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(20));
        }

        return peak;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
