using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;

namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>A large output file of the Batch API, read in constant memory and hardly slower than its base64 can be.</summary>
internal static class ImportProof
{
    private const int Image = 3_000_000;
    private const string Allocated = "allocated ";
    private const string Seconds = "seconds ";

    public static async Task<string> RunAsync(long fileBytes, double maxMegabytes, double minSpeed)
    {
        using var folder = new ProofFolder();
        var output = folder.PathOf("output.jsonl");
        var items = WriteOutput(output, fileBytes);
        folder.WriteList(items);
        var baseline = Enumerable.Range(0, 3).Select(_ => MeasureDecoding(output)).Min();
        var (allocated, seconds, peak) = (0.0, double.MaxValue, 0.0);
        for (var round = 0; round < 3; round++)
        {
            if (Directory.Exists(folder.Images)) Directory.Delete(folder.Images, recursive: true);
            using var process = ChildProcess.StartTests("import", folder.List, folder.Images, output);
            peak = Math.Max(peak, await process.MeasurePeakAsync());
            var (exitCode, text) = await process.FinishAsync();
            exitCode.Should().Be(0, text);
            allocated = Math.Max(allocated, Find(text, Allocated));
            seconds = Math.Min(seconds, Find(text, Seconds));
        }

        var images = folder.ImageFiles();
        images.Should().HaveCount(items);
        var expected = ProofFolder.Hash(CannedImages.CreateImage(Image));
        images.Should().OnlyContain(path => ProofFolder.Hash(File.ReadAllBytes(path)) == expected);
        var figures = $"{new FileInfo(output).Length / 1e6:0} MB, {items} images: {seconds:0.00} s, reading and decoding "
            + $"alone {baseline:0.00} s: {baseline / seconds:0.00} of its speed; {allocated:0.0} MB allocated, peak "
            + $"{peak:0.0} MiB";
        allocated.Should().BeLessThan(maxMegabytes, figures);
        (baseline / seconds).Should().BeGreaterThanOrEqualTo(minSpeed, figures);
        return figures;
    }

    /// <summary>The program of the child process.</summary>
    public static async Task<int> ImportAsync(string listPath, string folder, string output)
    {
        var list = await ImageBatchList.ReadAsync(listPath);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        await foreach (var result in ImageBatchImport.ReadAsync(list, folder, [output]))
        {
            if (result.Status != ImageBatchStatus.Done) throw new InvalidOperationException(result.Message);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var allocated = (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Allocated}{allocated}\n{Seconds}{seconds}"));
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
                $$$"""{"custom_id":"{{{ProofFolder.Id(item)}}}","response":{"status_code":200,"request_id":"r","body":"""
                + $$$"""{"created":1,"data":[{"b64_json":"{{{image}}}"}]}},"error":null}""" + "\n");
        }

        return items;
    }

    private static double MeasureDecoding(string path)
    {
        var watch = Stopwatch.StartNew();
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var buffer = new byte[1024 * 1024];
        var decoded = new byte[1024 * 1024];
        int read;
        while ((read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            // Runs of base64; what is between them is not.
            var ahead = buffer.AsSpan(0, read);
            while (ahead.Length >= 4)
            {
                Base64.DecodeFromUtf8(ahead[..(ahead.Length / 4 * 4)], decoded, out var used, out _, isFinalBlock: false);
                ahead = ahead[Math.Min(ahead.Length, used + 1)..];
            }
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static double Find(string text, string name) => double.Parse(
        text.Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..],
        CultureInfo.InvariantCulture);
}
