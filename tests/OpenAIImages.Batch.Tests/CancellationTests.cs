namespace OpenAIImages.Batch.Tests;

/// <summary>What becomes of a run that is told to end.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CancellationTests : IDisposable
{
    private readonly BatchFixture _batch = new();
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _sent = new();
    private readonly TaskCompletionSource _response = new();

    public CancellationTests()
    {
        _batch.Options.TimeProvider = _time;
        _batch.Options.Concurrency = 2;
        _batch.Write("list.jsonl", [.. "abcd".Select(id => $$"""{"custom_id":"{{id}}","prompt":"{{id}}"}""")]);
        _batch.Respond = async (request, token) =>
        {
            lock (_batch.Requests)
            {
                if (_batch.Requests.Count == 2) _sent.TrySetResult();
            }

            if ((string?)request["prompt"] == "a") await _response.Task;
            else await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return BatchFixture.Images(request);
        };
    }

    public void Dispose()
    {
        _cancellation.Dispose();
        _batch.Dispose();
    }

    [Test]
    public async Task RunAsync_canceled_lets_calls_end_in_the_grace_period_and_cancels_the_others()
    {
        var (results, ending) = await StartAsync();
        await _cancellation.CancelAsync();
        _response.SetResult();
        while (!_batch.Events.Contains("done a")) await Task.Yield();
        ending.IsCompleted.Should().BeFalse("the other call has its grace period");
        _time.Advance(TimeSpan.FromSeconds(30));

        await FluentActions.Awaiting(() => ending).Should().ThrowAsync<OperationCanceledException>();

        results.Select(result => (result.Id, result.Status)).Should().BeEquivalentTo(
            [("a", ImageBatchStatus.Done), ("b", ImageBatchStatus.Unknown)]);
        _batch.Events.Should().BeEquivalentTo("sent a", "sent b", "done a", "unknown b");
        (await _batch.PlanAsync()).Unknown.Single().Id.Should().Be("b");
    }

    [Test]
    public async Task RunAsync_left_early_ends_its_calls_as_well()
    {
        _batch.Options.GracePeriod = TimeSpan.Zero;
        _response.SetResult();
        using var run = await _batch.OpenAsync();

        await foreach (var result in run.RunAsync())
        {
            result.Id.Should().Be("a");
            await _sent.Task;
            break;
        }

        run.InFlight.Should().Be(0);
        _batch.Events.Should().BeEquivalentTo("sent a", "sent b", "done a", "unknown b");
    }

    [Test]
    public async Task RunAsync_canceled_before_it_begins_sends_nothing()
    {
        await _cancellation.CancelAsync();

        await _batch.Invoking(it => it.RunAsync(_cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();

        _batch.Requests.Should().BeEmpty();
        _batch.Events.Should().BeEmpty();
    }

    private async Task<(List<ImageBatchResult> Results, Task Ending)> StartAsync()
    {
        List<ImageBatchResult> results = [];
        var ending = RunAsync();
        await _sent.Task;
        return (results, ending);

        async Task RunAsync()
        {
            using var run = await _batch.OpenAsync();
            await foreach (var result in run.RunAsync(_cancellation.Token)) results.Add(result);
        }
    }
}
