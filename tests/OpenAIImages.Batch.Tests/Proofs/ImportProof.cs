using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;

namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>
/// A large output file of the Batch API, read in constant memory and hardly slower than its base64 can be.
/// </summary>
internal static class ImportProof
{
    private const int Image = 3_000_000;
    private const string Allocated = "allocated ";
    private const string Seconds = "seconds ";
    private const string Processor = "processor ";
    private const string Before = "before ";

    public static async Task<string> RunAsync(long fileBytes, double maxMegabytes, double minSpeed = 0)
    {
        using var folder = new ProofFolder();
        var output = folder.PathOf("output.jsonl");
        var items = WriteOutput(output, fileBytes);
        folder.WriteList(items);
        var decoding = MeasureDecoding(output, writesTo: null);
        var writing = MeasureDecoding(output, folder.PathOf("decoded"));
        File.Delete(folder.PathOf("decoded")); // the images have its place in the cache of the disk
        using var process = ChildProcess.StartTests("import", folder.List, folder.Images, output);
        var peak = await process.MeasurePeakAsync();
        var (exitCode, text) = await process.FinishAsync();
        exitCode.Should().Be(0, text);
        var (allocated, growth) = (Find(text, Allocated), peak - Find(text, Before));
        var speed = decoding.Wall / Find(text, Seconds);

        var images = folder.ImageFiles();
        images.Should().HaveCount(items);
        var expected = ProofFolder.Hash(CannedImages.CreateImage(Image));
        images.Should().OnlyContain(path => ProofFolder.Hash(File.ReadAllBytes(path)) == expected);
        var figures = $"{new FileInfo(output).Length / 1e6:0} MB, {items} images: {Find(text, Seconds):0.00} s "
            + $"({Find(text, Processor):0.00} s of processor), {speed:0.00} of the speed of reading and decoding: "
            + $"{decoding.Wall:0.00} s ({decoding.Processor:0.00}), and writing {writing.Wall:0.00} s "
            + $"({writing.Processor:0.00}); "
            + $"{allocated:0.0} MB allocated, peak {peak:0.0} MiB, {growth:0.0} more than before the import";
        allocated.Should().BeLessThan(maxMegabytes, figures);
        growth.Should().BeLessThan(maxMegabytes, figures);
        speed.Should().BeGreaterThan(minSpeed, figures);
        return figures;
    }

    /// <summary>The program of the child process.</summary>
    public static async Task<int> ImportAsync(string listPath, string folder, string output)
    {
        var list = await ImageBatchList.ReadAsync(listPath);
        using var process = Process.GetCurrentProcess();
        var (before, memory) = (GC.GetTotalAllocatedBytes(precise: true), process.WorkingSet64 / 1024.0 / 1024);
        var (watch, processor) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        await foreach (var result in ImageBatchImport.ReadAsync(list, folder, [output]))
        {
            if (result.Status != ImageBatchStatus.Done) throw new InvalidOperationException(result.Message);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var allocated = (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6;
        process.Refresh();
        var used = (process.TotalProcessorTime - processor).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Allocated}{allocated}\n{Seconds}{seconds}\n{Processor}{used}\n{Before}{memory}"));
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

    /// <summary>Reads the file and decodes its base64; if asked to, writes that to a file too.</summary>
    private static (double Wall, double Processor) MeasureDecoding(string path, string? writesTo)
    {
        using var process = Process.GetCurrentProcess();
        var (watch, processor) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        using var target = writesTo is null ? null : new FileStream(writesTo, FileMode.Create, FileAccess.Write);
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
                Base64.DecodeFromUtf8(
                    ahead[..(ahead.Length / 4 * 4)], decoded, out var used, out var count, isFinalBlock: false);
                target?.Write(decoded, 0, count);
                ahead = ahead[Math.Min(ahead.Length, used + 1)..];
            }
        }

        process.Refresh();
        return (watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - processor).TotalSeconds);
    }

    private static double Find(string text, string name) => double.Parse(
        text.Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..],
        CultureInfo.InvariantCulture);
}
