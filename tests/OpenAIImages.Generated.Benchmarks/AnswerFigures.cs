using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>Runs the <see cref="AnswerBenchmarks"/>, and takes the figures out of BenchmarkDotNet's summary.</summary>
internal static class AnswerFigures
{
    private static readonly (AnswerKind Kind, string Name, double Time, double Allocated)[] Targets =
    [
        (AnswerKind.Url, "URL answer", 0.7, 0.8),
        (AnswerKind.Image2MB, "base64, 1 × 2 MB", 0.5, 0.45),
        (AnswerKind.Image12MB, "base64, 1 × 12 MB", 0.5, 0.45),
        (AnswerKind.FourImages3MB, "base64, 4 × 3 MB, no Content-Length", 0.5, 0.5),
        (AnswerKind.StreamOf12MB, "base64, 12 MB, straight to a stream", 0.4, 0.02),
        (AnswerKind.FileOf12MB, "base64, 12 MB, straight to a file", 0.4, 0.02),
    ];

    /// <summary>Measures all answers with BenchmarkDotNet.</summary>
    public static void Measure(ResultTable table, bool isSmoke)
    {
        var config = ManualConfig.CreateEmpty()
            .AddLogger(new FaultLogger())
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(MarkdownExporter.GitHub)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet.Artifacts"))
            .AddJob((isSmoke ? Job.Dry : Job.Default.WithWarmupCount(5).WithIterationCount(15))
                .WithToolchain(InProcessEmitToolchain.Instance));
        var summary = BenchmarkRunner.Run<AnswerBenchmarks>(config);
        foreach (var (kind, name, time, allocated) in Targets)
        {
            var official = Find(summary, kind, nameof(AnswerBenchmarks.Official));
            var ours = Find(summary, kind, nameof(AnswerBenchmarks.Ours));
            table.AddTime(name, Milliseconds(official), Milliseconds(ours), time);
            table.AddAllocated(name, Allocated(official), Allocated(ours), allocated);
        }
    }

    private static BenchmarkReport Find(Summary summary, AnswerKind kind, string method) =>
        summary.Reports.Single(report =>
            report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method
            && Equals(report.BenchmarkCase.Parameters[nameof(AnswerBenchmarks.Answer)], kind));

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
