using System.Diagnostics;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>
/// The first call of a new process, including the creation of the client, and what is loaded and compiled for it.
/// </summary>
internal static class FirstCall
{
    public const string Mode = "first-call";

    /// <summary>In the parent: the median over a number of processes for each client, in milliseconds.</summary>
    public static async Task<(double Official, double Ours)> MeasureAsync(int processes)
    {
        List<double> official = [], ours = [];
        for (var i = 0; i < processes; i++)
        {
            // Alternating, so that other load of the machine affects both.
            official.Add((await Child.RunAsync(Mode, Child.Official))[0]);
            ours.Add((await Child.RunAsync(Mode, Child.Ours))[0]);
        }

        return (official.Median(), ours.Median());
    }

    /// <summary>In the child: the one call.</summary>
    public static async Task RunAsync(string client)
    {
        var server = new InMemoryServer(CannedResponse.OfUrl());
        var start = Stopwatch.GetTimestamp();
        ICalls calls = client == Child.Official ? OfficialCalls.Over(server) : OurCalls.Over(server);
        await calls.ReadUrlAsync();
        Child.Report(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
