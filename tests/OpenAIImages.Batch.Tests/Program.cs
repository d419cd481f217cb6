using OpenAIImages.Batch.Tests.Proofs;

namespace OpenAIImages.Batch.Tests;

/// <summary>The tests as a program: the proofs in their whole size, and the second process that some need.</summary>
internal static class Program
{
    private static readonly Dictionary<string, Func<Task<string>>> Proofs = new()
    {
        ["kill"] = () => KillProof.RunAsync(2000, 20),
        ["faults"] = () => FaultProof.RunAsync(10_000, limit: 400),
        ["memory"] = () => MemoryProof.RunAsync(100, 100_000, maxMegabytes: 10),
        ["overhead"] = () => OverheadProof.RunAsync(1000, 1_500_000, TimeSpan.FromMilliseconds(200), maxRatio: 1.1),
        ["redis"] = () => RedisProof.RunAsync(itemsEach: 1000, limit: 300),
        ["import"] = () => ImportProof.RunAsync(1_000_000_000, maxMegabytes: 60, runs: 5, minSpeed: 0.25),
    };

    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["import", var list, var folder, var output]:
                return await ImportProof.ImportAsync(list, folder, output);
            case ["baseline", var kind, var output, var folder]:
                return ImportProof.RunBaseline(kind, output, folder);
            case ["redis", var list, var folder, var endpoint, var port, var limit]:
                return await RedisProof.RunListAsync(list, folder, endpoint, port, limit);
        }

        var exitCode = 0;
        foreach (var name in args.Length == 0 ? [.. Proofs.Keys] : args)
        {
            try
            {
                Console.WriteLine($"{name}: {await Proofs[name]()}");
            }
            catch (AssertionException failure)
            {
                Console.WriteLine($"{name}: FAILED: {failure.Message}");
                exitCode = 1;
            }
        }

        return exitCode;
    }
}
