namespace OpenAIImages.Generated.Tests;

/// <summary>With every fault of a server, a call ends as documented, in time, and leaves nothing behind.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Category("Long")]
public class ConnectionFaultTests
{
    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromSeconds(8) };

    private static IEnumerable<TestCaseData> EachFaultOfEachCall =>
        from fault in Fault.All.Keys
        from form in Enum.GetValues<CallForm>()
        select new TestCaseData(fault, form);

    [TestCaseSource(nameof(EachFaultOfEachCall))]
    public async Task Fault_ends_the_call_as_documented(string name, CallForm form)
    {
        var fault = Fault.All[name];
        await using var server = new FaultServer(connection => fault.Script(connection, _time));
        using var client = new ImagesClient(FaultClient.Options(server.Endpoint, _time));
        var start = _time.GetUtcNow();

        var outcome = await FaultClient.OutcomeAsync(client, form);

        outcome.Should().Be(fault.Outcome);
        server.Requests.Should().HaveCount(fault.Attempts);
        (_time.GetUtcNow() - start).Should().BeLessThanOrEqualTo(FaultClient.Timeout + TimeSpan.FromSeconds(2 * 8));
        _time.PendingTimers.Should().Be(0);
        await server.AllClosedAsync();
    }

    [TestCase(CallForm.Buffered)]
    [TestCase(CallForm.Direct)]
    [TestCase(CallForm.Events)]
    public async Task Refused_connection_is_tried_three_times(CallForm form)
    {
        using var client = new ImagesClient(
            FaultClient.Options(new Uri($"http://127.0.0.1:{FaultServer.FreePort()}/"), _time));

        (await FaultClient.OutcomeAsync(client, form)).Should().Be(Outcome.Connection);

        _time.Waits.Should().HaveCount(2);
    }

    [Test]
    public async Task Server_without_TLS_is_a_failed_connection()
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(200, Fault.Images));
        using var client = new ImagesClient(
            FaultClient.Options(new Uri($"https://127.0.0.1:{server.Port}/v1/"), _time));

        (await FaultClient.OutcomeAsync(client, CallForm.Buffered)).Should().Be(Outcome.Connection);
    }

    [TestCase(CallForm.Buffered)]
    [TestCase(CallForm.Direct)]
    [TestCase(CallForm.Events)]
    public async Task Call_succeeds_after_transient_faults(CallForm form)
    {
        var faults = new Queue<Fault>(
            Fault.BeforeTheBody.Where(fault => fault.Attempts == 3).Append(Fault.All["a reset before the response"]));
        await using var server = new FaultServer(connection => faults.TryDequeue(out var fault)
            ? fault.Script(connection, _time)
            : connection.RespondAsync(200, Fault.Images));
        var options = FaultClient.Options(server.Endpoint, _time);
        options.MaxRetries = faults.Count;
        using var client = new ImagesClient(options);

        (await FaultClient.OutcomeAsync(client, form)).Should().Be(Outcome.Images);
    }

    [TestCase(CallForm.Buffered)]
    [TestCase(CallForm.Direct)]
    [TestCase(CallForm.Events)]
    public async Task Connection_is_reused_after_its_response_was_read(CallForm form)
    {
        var responses = 0;
        await using var server = new FaultServer(connection => (++responses % 3) switch
        {
            0 => connection.RespondAsync(400, "{}"),
            1 => connection.RespondAsync(503, "<html/>"),
            _ => connection.RespondAsync(200, Fault.Images),
        });
        using var client = new ImagesClient(FaultClient.Options(server.Endpoint, _time));

        for (var calls = 0; calls < 10; calls++)
        {
            await FaultClient.OutcomeAsync(client, form);
        }

        server.Connections.Should().Be(1);
    }

    [TestCase(CallForm.Buffered)]
    [TestCase(CallForm.Direct)]
    [TestCase(CallForm.Events)]
    public async Task Canceled_call_closes_its_connection(CallForm form)
    {
        const string status = "HTTP/1.1 200 OK\r\n";
        foreach (var start in new[] { "", status, status + "Content-Length: 99\r\n\r\n{\"data\":[" })
        {
            using var cancellation = new CancellationTokenSource();
            await using var server = new FaultServer(async connection =>
            {
                await connection.SendAsync(start);
                await cancellation.CancelAsync();
            });
            using var client = new ImagesClient(FaultClient.Options(server.Endpoint, _time));

            var run = () => FaultClient.CallAsync(client, form, cancellation.Token);

            var thrown = await run.Should().ThrowAsync<OperationCanceledException>();
            thrown.Which.CancellationToken.Should().Be(cancellation.Token);
            (thrown.Which.InnerException is TimeoutException).Should().BeFalse();
            await server.AllClosedAsync();
            _time.PendingTimers.Should().Be(0);
        }
    }
}
