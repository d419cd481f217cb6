using System.Diagnostics;
using System.Globalization;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>
/// Many concurrent calls over real HTTP, by clients with default options, whose responses arrive slowly: shows a client
/// that blocks a thread for each.
/// </summary>
internal static class ConcurrentCalls
{
    public const string Mode = "concurrent-calls";

    /// <summary>
    /// In the parent: the time of a round in milliseconds, and the threads above idle, for each client.
    /// </summary>
    public static async Task<(Figures Official, Figures Ours)> MeasureAsync(int rounds, int milliseconds)
    {
        using var server = Child.Start(TrickleServer.Mode, milliseconds.ToString(CultureInfo.InvariantCulture));
        try
        {
            var port = (await Child.ReadAsync(server))[0];
            return (await RunChildAsync(Child.Official, port, rounds), await RunChildAsync(Child.Ours, port, rounds));
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
        }
    }

    /// <summary>In the child: a number of rounds of 64 calls, after a warm-up round.</summary>
    public static async Task RunAsync(string client, string port, string rounds)
    {
        const int Calls = 64;
        var endpoint = new Uri($"http://127.0.0.1:{port}/v1/");
        // Before the client is created, whose threads are not idle ones.
        using var threads = new ThreadWatch();
        ICalls calls = client == Child.Official ? OfficialCalls.To(endpoint) : OurCalls.To(endpoint);
        List<double> times = [];
        for (var round = 0; round <= int.Parse(rounds, CultureInfo.InvariantCulture); round++)
        {
            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => calls.ReadImagesAsync(1)));
            if (round > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Child.Report(times.Median(), threads.MostAboveIdle);
    }

    private static async Task<Figures> RunChildAsync(string client, double port, int rounds)
    {
        var figures = await Child.RunAsync(
            Mode, client, port.ToString(CultureInfo.InvariantCulture), rounds.ToString(CultureInfo.InvariantCulture));
        return new Figures(figures[0], (int)figures[1]);
    }

    internal readonly record struct Figures(double Milliseconds, int Threads);

    /// <summary>Watches the thread pool from a thread outside of it.</summary>
    private sealed class ThreadWatch : IDisposable
    {
        private readonly int _idle = ThreadPool.ThreadCount;
        private readonly ManualResetEventSlim _end = new();
        private readonly Thread _thread;
        private int _most;

        public ThreadWatch()
        {
            _thread = new Thread(Watch) { IsBackground = true };
            _thread.Start();
        }

        public int MostAboveIdle => Volatile.Read(ref _most) - _idle;

        public void Dispose()
        {
            _end.Set();
            _thread.Join();
            _end.Dispose();
        }

        private void Watch()
        {
            do
            {
                Volatile.Write(ref _most, Math.Max(_most, ThreadPool.ThreadCount));
            }
            while (!_end.Wait(millisecondsTimeout: 5));
        }
    }
}
