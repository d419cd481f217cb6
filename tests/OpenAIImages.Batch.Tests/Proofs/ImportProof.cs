using System.Diagnostics;
using System.Globalization;

namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>
/// A large output file of the Batch API, read in constant memory.
/// </summary>
internal static class ImportProof
{
    private const int Image = 3_000_000;
    private const string Allocated = "allocated ";
    private const string Seconds = "seconds ";
    private const string Before = "before ";

    /// <param name="fileBytes">The size of the file.</param>
    /// <param name="maxMegabytes">How much memory the import may take.</param>
    /// <param name="runs">How often the import and what it is compared with run; medians count.</param>
    /// <param name="minSpeed">The speed of the import in proportion to that of the loop over the bytes.</param>
    public static async Task<string> RunAsync(
        long fileBytes, double maxMegabytes, int runs = 1, double minSpeed = 0)
    {
        using var folder = new ProofFolder();
        var output = folder.PathOf("output.jsonl");
        var items = WriteOutput(output, fileBytes);
        folder.WriteList(items);
        string[] baselines = [ImportBaselines.Bytes, ImportBaselines.Files, ImportBaselines.Lines];
        var seconds = baselines.ToDictionary(kind => kind, _ => new List<double>());
        List<double> imports = [], allocated = [], peaks = [], growths = [];
        for (var run = 0; run < runs; run++)
        {
            foreach (var kind in baselines)
            {
                var baseline = await MeasureAsync("baseline", kind, output, folder.PathOf("baseline"));
                seconds[kind].Add(Find(baseline.Text, Seconds));
                if (kind == ImportBaselines.Files) Directory.Delete(folder.PathOf("baseline"), recursive: true);
            }

            if (Directory.Exists(folder.Images)) Directory.Delete(folder.Images, recursive: true);
            var (text, peak) = await MeasureAsync("import", folder.List, folder.Images, output);
            imports.Add(Find(text, Seconds));
            allocated.Add(Find(text, Allocated));
            peaks.Add(peak);
            growths.Add(peak - Find(text, Before));
        }

        var images = folder.ImageFiles();
        images.Should().HaveCount(items);
        var expected = ProofFolder.Hash(CannedImages.CreateImage(Image));
        images.Should().OnlyContain(path => ProofFolder.Hash(File.ReadAllBytes(path)) == expected);
        var import = Median(imports);
        var comparison = baselines.Select(kind => $"{kind} {Median(seconds[kind]):0.00} s "
            + $"({Median(seconds[kind]) / import:0.00} of its speed)");
        var figures = $"{new FileInfo(output).Length / 1e6:0} MB, {items} images: {import:0.00} s; "
            + $"{string.Join(", ", comparison)}; {allocated.Max():0.0} MB allocated, peak {peaks.Max():0.0} MiB, "
            + $"{growths.Max():0.0} more than before the import";
        allocated.Max().Should().BeLessThan(maxMegabytes, figures);
        growths.Max().Should().BeLessThan(maxMegabytes, figures);
        (Median(seconds[ImportBaselines.Bytes]) / import).Should().BeGreaterThan(minSpeed, figures);
        return figures;
    }

    /// <summary>The program of the child process that reads and decodes alone.</summary>
    public static int RunBaseline(string kind, string output, string folder)
    {
        var watch = Stopwatch.StartNew();
        ImportBaselines.Run(kind, output, folder);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Seconds}{watch.Elapsed.TotalSeconds}"));
        return 0;
    }

    /// <summary>The program of the child process.</summary>
    public static async Task<int> ImportAsync(string listPath, string folder, string output)
    {
        var list = await ImageBatchList.ReadAsync(listPath);
        using var process = Process.GetCurrentProcess();
        var (before, memory) = (GC.GetTotalAllocatedBytes(precise: true), process.WorkingSet64 / 1024.0 / 1024);
        var watch = Stopwatch.StartNew();
        await foreach (var result in ImageBatchImport.ReadAsync(list, folder, [output]))
        {
            if (result.Status != ImageBatchStatus.Done) throw new InvalidOperationException(result.Message);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var allocated = (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Allocated}{allocated}\n{Seconds}{seconds}\n{Before}{memory}"));
        return 0;
    }

    private static int WriteOutput(string path, long fileBytes)
    {
        var image = Convert.ToBase64String(CannedImages.CreateImage(Image));
        using var file = File.CreateText(path);
        var items = (int)Math.Max(1, fileBytes / image.Length);
        for (var item = 0; item < items; item++)
        {
            file.Write(
                $$$"""{"custom_id":"{{{ProofFolder.Id(item)}}}","response":{"status_code":200,"request_id":"r","""
                + $$$""" "body":{"created":1,"data":[{"b64_json":"{{{image}}}"}]}},"error":null}""" + "\n");
        }

        return items;
    }

    // Each in a process of its own, since code that runs for the first time is slower.
    private static async Task<(string Text, double Peak)> MeasureAsync(params string[] arguments)
    {
        using var process = ChildProcess.StartTests(arguments);
        var peak = await process.MeasurePeakAsync();
        var (exitCode, text) = await process.FinishAsync();
        exitCode.Should().Be(0, text);
        return (text, peak);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Find(string text, string name) => double.Parse(
        text.Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..],
        CultureInfo.InvariantCulture);
}
