using System.Globalization;
using Garnet;
using RedisRateLimiting;
using StackExchange.Redis;

namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>Two processes and one limiter in Redis stay within the limit together.</summary>
internal static class RedisProof
{
    private const int Processes = 2;
    private const int Concurrency = 8;

    // Longer than the window that is checked, by the time that a request may take on a busy machine.
    private static readonly TimeSpan LimiterWindow = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CheckedWindow = TimeSpan.FromSeconds(5);

    public static async Task<string> RunAsync(int itemsEach, int limit)
    {
        var port = FaultServer.FreePort().ToString(CultureInfo.InvariantCulture);
        using var redis = new GarnetServer(["--port", port, "--bind", "127.0.0.1", "--lua"]);
        redis.Start();
        await using var emulator = await CannedImages.StartAsync(1000);
        ProofFolder[] folders = [.. Enumerable.Range(0, Processes).Select(_ => new ProofFolder())];
        foreach (var folder in folders) folder.WriteList(itemsEach);
        ChildProcess[] processes = [.. folders.Select(folder => ChildProcess.StartTests(
            "redis", folder.List, folder.Images, emulator.Endpoint.ToString(), port, $"{limit}"))];
        foreach (var process in processes)
        {
            var (exitCode, output) = await process.FinishAsync();
            exitCode.Should().Be(0, output);
            process.Dispose();
        }

        folders.Sum(folder => folder.ImageFiles().Count).Should().Be(Processes * itemsEach);
        foreach (var folder in folders) folder.Dispose();
        var most = Windows.FindMost(emulator.Requests, CheckedWindow);
        most.Should().BeLessThanOrEqualTo(limit);
        return $"{Processes} processes with {itemsEach} items each: {most} requests in the fullest "
            + $"{CheckedWindow.TotalSeconds} s, of {limit} at most";
    }

    /// <summary>The program of the child processes.</summary>
    public static async Task<int> RunListAsync(string list, string folder, string endpoint, string port, string limit)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port}");
        var options = new RedisSlidingWindowRateLimiterOptions
        {
            ConnectionMultiplexerFactory = () => redis,
            PermitLimit = int.Parse(limit, CultureInfo.InvariantCulture),
            Window = LimiterWindow,
        };
        await using var limiter = new RedisSlidingWindowRateLimiter<string>("images", options);
        using var client = new ImagesClient(new ImagesClientOptions
        {
            ApiKey = "any",
            Endpoint = new Uri(endpoint),
            MaxRetries = 0,
        });
        var batch = new ImageBatch(client, new ImageBatchOptions { Limiter = limiter, Concurrency = Concurrency });
        using var run = await batch.OpenAsync(await ImageBatchList.ReadAsync(list), folder);
        await foreach (var result in run.RunAsync())
        {
            if (result.Status != ImageBatchStatus.Done) throw new InvalidOperationException(result.Message);
        }

        return 0;
    }
}
