using System.Diagnostics;
using System.Globalization;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>This program as a separate process, which prints its figures as a line of numbers.</summary>
internal static class Child
{
    public const string Official = "official";
    public const string Ours = "ours";

    /// <remarks>
    /// Without hill climbing, by which the thread pool tries more threads from time to time, whatever the client does.
    /// It still adds one whenever all of its threads are blocked.
    /// </remarks>
    public static Process Start(params string[] args) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_HillClimbing_Disable"] = "1" },
        })!;

    public static async Task<double[]> RunAsync(params string[] args)
    {
        using var process = Start(args);
        var figures = await ReadAsync(process);
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? figures
            : throw new InvalidOperationException($"{string.Join(' ', args)} failed.");
    }

    /// <summary>Reads what the process prints next with <see cref="Report"/>.</summary>
    public static async Task<double[]> ReadAsync(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The process ended without figures.");
        return [.. line.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
    }

    public static void Report(params double[] figures) =>
        Console.WriteLine(
            string.Join(' ', figures.Select(figure => figure.ToString("R", CultureInfo.InvariantCulture))));

    public static double Median(this IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
