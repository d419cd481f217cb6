using System.Diagnostics;

namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>A run takes hardly longer than a bare loop around the client.</summary>
internal static class OverheadProof
{
    private const int Concurrency = 8;
    private const int Rounds = 3;

    public static async Task<string> RunAsync(int items, int imageBytes, TimeSpan latency, double maxRatio)
    {
        await using var emulator = await CannedImages.StartAsync(imageBytes, latency);
        using var client = new ImagesClient(new ImagesClientOptions { ApiKey = "any", Endpoint = emulator.Endpoint });
        await MeasureLoopAsync(client, Concurrency); // both begin warm
        await MeasureBatchAsync(client, Concurrency);
        var (loop, batch) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            loop = Shorter(loop, await MeasureLoopAsync(client, items));
            batch = Shorter(batch, await MeasureBatchAsync(client, items));
        }

        var ratio = batch / loop;
        ratio.Should().BeLessThanOrEqualTo(maxRatio);
        return $"{items} items of {imageBytes / 1000} kB after {latency.TotalMilliseconds} ms, {Concurrency} at once: "
            + $"loop {loop.TotalSeconds:0.00} s, run {batch.TotalSeconds:0.00} s, ratio {ratio:0.000}";
    }

    private static async Task<TimeSpan> MeasureLoopAsync(ImagesClient client, int items)
    {
        using var folder = new ProofFolder();
        Directory.CreateDirectory(folder.Images);
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, items),
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency },
            async (item, cancellationToken) => await client.SaveImagesAsync(
                new CreateImageRequest
                {
                    Model = ImageModel.DallE2,
                    Prompt = $"prompt {item}",
                    Size = new ImageSize(256, 256),
                    ResponseFormat = ImageResponseFormat.Bytes,
                },
                Path.Combine(folder.Images, ProofFolder.Id(item)),
                overwrite: false,
                cancellationToken));
        return watch.Elapsed;
    }

    private static async Task<TimeSpan> MeasureBatchAsync(ImagesClient client, int items)
    {
        using var folder = new ProofFolder();
        folder.WriteList(items);
        var watch = Stopwatch.StartNew();
        var batch = new ImageBatch(client, new ImageBatchOptions { Concurrency = Concurrency });
        using var run = await batch.OpenAsync(await ImageBatchList.ReadAsync(folder.List), folder.Images);
        await foreach (var result in run.RunAsync()) result.Status.Should().Be(ImageBatchStatus.Done);
        return watch.Elapsed;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
