namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>A list of many lines takes no more memory than a short one.</summary>
internal static class MemoryProof
{
    private const int Image = 10_000;

    public static async Task<string> RunAsync(int few, int many, double maxMegabytes)
    {
        await using var emulator = await CannedImages.StartAsync(Image);
        var small = await MeasureAsync(few, emulator.Endpoint);
        var large = await MeasureAsync(many, emulator.Endpoint);

        (large - small).Should().BeLessThan(maxMegabytes);
        return $"peak memory {small:0.0} MiB with {few} lines, {large:0.0} MiB with {many}";
    }

    private static async Task<double> MeasureAsync(int items, Uri endpoint)
    {
        using var folder = new ProofFolder();
        folder.WriteList(items);
        // As JSON: the table at the end takes 10 to 20 MiB, however long the list is, and would hide the difference.
        using var process = ChildProcess.StartFrugalCli(
            "batch", "run", folder.List, "-o", folder.Images, "--endpoint", endpoint.ToString(), "--json");
        var peak = await process.MeasurePeakAsync();
        var (exitCode, output) = await process.FinishAsync();
        exitCode.Should().Be(0, output[^Math.Min(output.Length, 1000)..]);
        return peak;
    }
}
