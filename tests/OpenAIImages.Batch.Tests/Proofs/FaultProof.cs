using System.Threading.RateLimiting;
using OpenAIImages.Emulator;

namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>A list against a server of which every third response is a fault, under a limit.</summary>
internal static class FaultProof
{
    private const int Concurrency = 16;

    // The limiter's window is longer than the one that is checked, by what a request may take to arrive.
    private static readonly TimeSpan LimiterWindow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CheckedWindow = TimeSpan.FromSeconds(2);

    public static async Task<string> RunAsync(int items, int limit)
    {
        using var folder = new ProofFolder();
        folder.WriteList(items);
        await using var emulator = await ImagesEmulator.StartAsync(CreateEmulatorOptions());
        using var limiter = new SlidingWindowRateLimiter(new SlidingWindowRateLimiterOptions
        {
            PermitLimit = limit,
            Window = LimiterWindow,
            SegmentsPerWindow = 20,
            QueueLimit = int.MaxValue,
        });
        using var client = new ImagesClient(new ImagesClientOptions
        {
            ApiKey = "any",
            Endpoint = emulator.Endpoint,
            MaxRetries = 0,
        });
        var batch = new ImageBatch(
            client, new ImageBatchOptions { Limiter = limiter, Concurrency = Concurrency, MaxRetries = 2 });
        List<ImageBatchResult> results = [];
        using (var run = await batch.OpenAsync(await ImageBatchList.ReadAsync(folder.List), folder.Images))
        {
            await foreach (var result in run.RunAsync()) results.Add(result);
        }

        results.Select(result => result.Id).Should().OnlyHaveUniqueItems().And.HaveCount(items);
        var failed = results.Where(result => result.Status == ImageBatchStatus.Failed).ToList();
        failed.Should().OnlyContain(result => result.Code != null && result.Message != null);
        results.Count(result => result.Status == ImageBatchStatus.Done).Should().Be(items - failed.Count);
        folder.ImageFiles().Should().HaveCount(items - failed.Count);
        var most = Windows.FindMost(emulator.Requests, CheckedWindow);
        most.Should().BeLessThanOrEqualTo(limit);
        return $"{items} items, {emulator.Requests.Count} requests, {items - failed.Count} done, failed: "
            + string.Join(", ", failed.CountBy(it => it.Code!).Select(it => $"{it.Value} {it.Key}"))
            + $"; {most} requests in the fullest {CheckedWindow.TotalSeconds} s, of {limit} at most";
    }

    private static ImagesEmulatorOptions CreateEmulatorOptions() => new()
    {
        Faults =
        {
            EmulatorFault.Latency(TimeSpan.FromMilliseconds(200)).WithProbability(0.06, seed: 1),
            EmulatorFault.Status(429, retryAfter: TimeSpan.FromMilliseconds(20)).WithProbability(0.08, seed: 2),
            EmulatorFault.Status(500, "{}", retryAfter: TimeSpan.FromMilliseconds(5)).WithProbability(0.09, seed: 3),
            EmulatorFault.DropWithinBody().WithProbability(0.04, seed: 4),
            EmulatorFault.DropBeforeResponse().WithProbability(0.03, seed: 5),
        },
    };
}
