using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>
/// Runs the <see cref="ResponseBenchmarks"/> of each client in its own processes: in a single one, the runtime would
/// optimize shared code for the client that comes first.
/// </summary>
internal static class ResponseFigures
{
    public const string Mode = "response";
    public const string SmokeMode = "smoke-response";

    private const int Rounds = 3;

    private static readonly (ResponseKind Kind, string Name, double Time, double Allocated)[] Targets =
    [
        (ResponseKind.Url, "URL response", 0.9, 1.1),
        (ResponseKind.Image2MB, "base64, 1 × 2 MB", 0.5, 0.45),
        (ResponseKind.Image12MB, "base64, 1 × 12 MB", 0.5, 0.45),
        (ResponseKind.FourImages3MB, "base64, 4 × 3 MB, no Content-Length", 0.4, 0.45),
        (ResponseKind.StreamOf12MB, "base64, 12 MB, straight to a stream", 0.4, 0.02),
        (ResponseKind.FileOf12MB, "base64, 12 MB, straight to a file", 0.4, 0.02),
    ];

    /// <summary>In the parent: measures all responses with BenchmarkDotNet.</summary>
    public static async Task MeasureAsync(ResultTable table, bool isSmoke)
    {
        foreach (var (kind, name, time, allocated) in Targets)
        {
            List<double[]> official = [], ours = [];
            for (var round = 0; round < (isSmoke ? 1 : Rounds); round++)
            {
                // Alternating, so that other load of the machine affects both.
                official.Add(await Child.RunAsync(isSmoke ? SmokeMode : Mode, Child.Official, kind.ToString()));
                ours.Add(await Child.RunAsync(isSmoke ? SmokeMode : Mode, Child.Ours, kind.ToString()));
            }

            table.AddTime(name, MedianOf(official, 0), MedianOf(ours, 0), time);
            table.AddAllocated(name, MedianOf(official, 1), MedianOf(ours, 1), allocated);
        }

        static double MedianOf(List<double[]> rounds, int figure) => rounds.Select(round => round[figure]).Median();
    }

    /// <summary>
    /// In the child: reports the time of a response in milliseconds, and the bytes that it allocates.
    /// </summary>
    public static void Run(string client, string kind, bool isSmoke)
    {
        var method = client == Child.Official ? nameof(ResponseBenchmarks.Official) : nameof(ResponseBenchmarks.Ours);
        var full =
            Job.Default.WithIterationTime(TimeInterval.FromMilliseconds(200)).WithWarmupCount(8).WithIterationCount(11);
        var config = ManualConfig.CreateEmpty()
            .AddLogger(new FaultLogger())
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet.Artifacts"))
            .AddFilter(new SimpleFilter(benchmark => benchmark.Descriptor.WorkloadMethod.Name == method
                && benchmark.Parameters[nameof(ResponseBenchmarks.Response)].ToString() == kind))
            .AddJob((isSmoke ? Job.Dry : full).WithToolchain(InProcessEmitToolchain.Instance));
        var report = BenchmarkRunner.Run<ResponseBenchmarks>(config).Reports.Single();
        Child.Report(Milliseconds(report), Allocated(report));
    }

    private static double Milliseconds(BenchmarkReport report) =>
        (report.ResultStatistics ?? throw new InvalidOperationException("A benchmark failed.")).Median / 1e6;

    private static double Allocated(BenchmarkReport report) =>
        report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;

    /// <summary>Leaves the report of BenchmarkDotNet to its log file, and shows only errors.</summary>
    private sealed class FaultLogger : ILogger
    {
        public string Id => nameof(FaultLogger);

        public int Priority => 0;

        public void Write(LogKind logKind, string text)
        {
            if (logKind == LogKind.Error) Console.Error.Write(text);
        }

        public void WriteLine()
        {
        }

        public void WriteLine(LogKind logKind, string text) => Write(logKind, text + Environment.NewLine);

        public void Flush()
        {
        }
    }
}
