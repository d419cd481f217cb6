using System.Collections.Concurrent;
using System.Diagnostics;

namespace OpenAIImages.Generated.Tests;

/// <summary>
/// Ten thousand calls that fail in every way leave no memory, connection, timer or unobserved exception.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Category("Long")]
public class LeakTests
{
    private const int WarmUp = 1_000;
    private const int Calls = 10_000;

    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromSeconds(8) };
    private readonly ConcurrentQueue<Exception> _unobserved = new();
    private int _call;

    [Test]
    public async Task Ten_thousand_failed_calls_leave_nothing_behind()
    {
        // Faults that send megabytes do not leak more, but take longer.
        var faults = Fault.All.Values.Where(fault => !fault.Name.Contains("without end") && fault.Name != "a gzip bomb")
            .Append(new Fault("no fault", Outcome.Images, 1, (it, _) => it.RespondAsync(200, Fault.Images))).ToList();
        await using var server = new FaultServer(
            connection => faults[_call / 3 % faults.Count].Script(connection, _time), keepRequests: false);
        var client = new ImagesClient(FaultClient.Options(server.Endpoint, _time));
        // Leaves out what earlier tests left behind.
        Measure();
        TaskScheduler.UnobservedTaskException += Keep;
        await CallAsync(client, faults, WarmUp);
        var before = Measure();
        var clock = Stopwatch.StartNew();

        await CallAsync(client, faults, Calls);

        var seconds = clock.Elapsed.TotalSeconds;
        client.Dispose();
        await server.AllClosedAsync();
        var after = Measure();
        TaskScheduler.UnobservedTaskException -= Keep;
        TestContext.Out.WriteLine(
            $"{Calls} calls with {faults.Count} faults in {seconds:0.0} s over {server.Connections} connections: "
            + $"memory {before.Memory / 1024} → {after.Memory / 1024} KiB, handles {before.Handles} → {after.Handles}, "
            + $"timers {_time.PendingTimers}, unobserved exceptions {_unobserved.Count}");
        _time.PendingTimers.Should().Be(0);
        _unobserved.Should().BeEmpty();
        (after.Memory - before.Memory).Should().BeLessThan(Calls * 100, "a leak of 100 bytes a call would show");
        (after.Handles - before.Handles).Should().BeLessThan(Calls / 100, "a leak of connections would show");
    }

    private static (long Memory, int Handles) Measure()
    {
        // Finalizers report unobserved exceptions.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: true), process.HandleCount);
    }

    private async Task CallAsync(ImagesClient client, List<Fault> faults, int calls)
    {
        for (var end = _call + calls; _call < end; _call++)
        {
            var outcome = await FaultClient.OutcomeAsync(client, (CallForm)(_call % 3));
            outcome.Should().Be(faults[_call / 3 % faults.Count].Outcome);
        }
    }

    private void Keep(object? sender, UnobservedTaskExceptionEventArgs unobserved) =>
        _unobserved.Enqueue(unobserved.Exception);
}
