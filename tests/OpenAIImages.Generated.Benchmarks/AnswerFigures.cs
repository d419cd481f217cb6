using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>
/// Runs the <see cref="AnswerBenchmarks"/> of each client in a process of its own: in one process, what both use is optimized
/// at run time for the one that comes first.
/// </summary>
internal static class AnswerFigures
{
    public const string Mode = "answers";
    public const string Smoke = "smoke";
    public const string Full = "full";

    private static readonly (AnswerKind Kind, string Name, double Time, double Allocated)[] Targets =
    [
        (AnswerKind.Url, "URL answer", 0.7, 0.8),
        (AnswerKind.Image2MB, "base64, 1 × 2 MB", 0.5, 0.45),
        (AnswerKind.Image12MB, "base64, 1 × 12 MB", 0.5, 0.45),
        (AnswerKind.FourImages3MB, "base64, 4 × 3 MB, no Content-Length", 0.5, 0.5),
        (AnswerKind.StreamOf12MB, "base64, 12 MB, straight to a stream", 0.4, 0.02),
        (AnswerKind.FileOf12MB, "base64, 12 MB, straight to a file", 0.4, 0.02),
    ];

    /// <summary>In the parent: measures all answers with BenchmarkDotNet.</summary>
    public static async Task MeasureAsync(ResultTable table, bool isSmoke)
    {
        var size = isSmoke ? Smoke : Full;
        var official = await Child.RunAsync(Mode, Child.Official, size);
        var ours = await Child.RunAsync(Mode, Child.Ours, size);
        for (var i = 0; i < Targets.Length; i++)
        {
            var (_, name, time, allocated) = Targets[i];
            table.AddTime(name, official[2 * i], ours[2 * i], time);
            table.AddAllocated(name, official[(2 * i) + 1], ours[(2 * i) + 1], allocated);
        }
    }

    /// <summary>In the child: reports the time in milliseconds and the bytes of each answer.</summary>
    public static void Run(string client, string size)
    {
        var method = client == Child.Official ? nameof(AnswerBenchmarks.Official) : nameof(AnswerBenchmarks.Ours);
        var config = ManualConfig.CreateEmpty()
            .AddLogger(new FaultLogger())
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(MarkdownExporter.GitHub)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet.Artifacts", client))
            .AddFilter(new SimpleFilter(benchmark => benchmark.Descriptor.WorkloadMethod.Name == method))
            .AddJob((size == Smoke ? Job.Dry : Job.Default.WithWarmupCount(5).WithIterationCount(15))
                .WithToolchain(InProcessEmitToolchain.Instance));
        var summary = BenchmarkRunner.Run<AnswerBenchmarks>(config);
        var reports = Targets.Select(target => summary.Reports.Single(report =>
            Equals(report.BenchmarkCase.Parameters[nameof(AnswerBenchmarks.Answer)], target.Kind)));
        Child.Report([.. reports.SelectMany(report => new[] { Milliseconds(report), Allocated(report) })]);
    }

    private static double Milliseconds(BenchmarkReport report) =>
        (report.ResultStatistics ?? throw new InvalidOperationException("A benchmark failed.")).Median / 1e6;

    private static double Allocated(BenchmarkReport report) =>
        report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;

    /// <summary>Leaves BenchmarkDotNet's own report to its log file, and shows only what went wrong.</summary>
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
