using static OpenAIImages.Generated.Tests.ScriptedHandler;

namespace OpenAIImages.Generated.Tests;

/// <summary>Calls that are canceled or time out.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class InterruptionTests : IDisposable
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private readonly ImageFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _cancellation = new();

    private static IEnumerable<string> Calls => ["create", "create to a stream", "save", "stream", "download"];

    public void Dispose()
    {
        _cancellation.Dispose();
        _folder.Dispose();
    }

    [TestCaseSource(nameof(Calls))]
    public async Task Call_canceled_while_it_waits_for_a_response_ends(string call)
    {
        var server = new ScriptedHandler(Silence());

        var task = CallAsync(server, call);
        await server.Asked;
        await _cancellation.CancelAsync();

        await ShouldBeCanceledAsync(task);
    }

    [TestCaseSource(nameof(Calls))]
    public async Task Call_canceled_within_the_body_ends_and_closes_the_body(string call)
    {
        var body = new ScriptedStream("{\"data\":[{\"b64_json\":\"QUJD", StreamEnd.Silent);

        var task = CallAsync(new ScriptedHandler(Body(body)), call);
        await body.Waiting;
        await _cancellation.CancelAsync();

        await ShouldBeCanceledAsync(task);
        body.IsDisposed.Should().BeTrue();
    }

    [TestCaseSource(nameof(Calls))]
    public async Task Call_canceled_within_the_body_of_an_error_ends_and_closes_the_body(string call)
    {
        var body = new ScriptedStream("{\"error\":{\"code\":", StreamEnd.Silent);

        var task = CallAsync(new ScriptedHandler(Body(body, status: 503)), call);
        await body.Waiting;
        await _cancellation.CancelAsync();

        await ShouldBeCanceledAsync(task);
        body.IsDisposed.Should().BeTrue();
    }

    [TestCaseSource(nameof(Calls))]
    public async Task Call_canceled_before_it_starts_sends_nothing(string call)
    {
        await _cancellation.CancelAsync();
        var server = new ScriptedHandler(Status(200, MockApi.UrlResponse));

        await ShouldBeCanceledAsync(CallAsync(server, call));

        server.Requests.Should().BeEmpty();
    }

    [TestCaseSource(nameof(Calls))]
    public async Task Call_without_a_response_times_out(string call)
    {
        var server = new ScriptedHandler(Silence());

        var task = CallAsync(server, call);
        await server.Asked;
        _time.Advance(TenMinutes - TimeSpan.FromTicks(1));
        task.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromTicks(1));

        await ShouldTimeOutAsync(task);
    }

    [TestCaseSource(nameof(Calls))]
    public async Task Call_with_a_stalled_body_times_out_and_closes_the_body(string call)
    {
        var body = new ScriptedStream("{\"data\":[{\"b64_json\":\"QUJD", StreamEnd.Silent);

        var task = CallAsync(new ScriptedHandler(Body(body)), call);
        await body.Waiting;
        _time.Advance(TenMinutes);

        await ShouldTimeOutAsync(task);
        body.IsDisposed.Should().BeTrue();
    }

    [TestCase(0)]
    [TestCase(-2)]
    public void Constructor_with_an_invalid_timeout_throws(int milliseconds)
    {
        using var api = new MockApi();

        api.Invoking(it => it.Client(options => options.Timeout = TimeSpan.FromMilliseconds(milliseconds)))
            .Should().Throw<ArgumentException>().WithMessage("Timeout*");
    }

    private async Task CallAsync(ScriptedHandler server, string call)
    {
        using var httpClient = new HttpClient(server);
        httpClient.Timeout = Timeout.InfiniteTimeSpan;
        using var client = new ImagesClient(
            new ImagesClientOptions { ApiKey = MockApi.Key, TimeProvider = _time, DownloadWithHttpClient = true },
            httpClient);
        var path = _folder.PathOf("otter.png");
        var image = new Image { Url = new Uri("https://images.example.com/1.png") };
        Task task = call switch
        {
            "create" => client.CreateImageAsync(MockApi.Otter, _cancellation.Token),
            "create to a stream" =>
                client.CreateImageAsync(MockApi.Otter, _ => new MemoryStream(), _cancellation.Token),
            "save" => client.SaveImagesAsync(MockApi.Otter, path, cancellationToken: _cancellation.Token),
            "stream" => client.CreateImageStreamAsync(MockApi.Otter, _cancellation.Token).ToListAsync().AsTask(),
            _ => client.SaveImageAsync(image, path, _cancellation.Token),
        };
        await task;
    }

    private async Task ShouldBeCanceledAsync(Task task)
    {
        var thrown = await task.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
        thrown.Which.CancellationToken.Should().Be(_cancellation.Token);
        thrown.Which.InnerException.Should().BeNull("it is not a timeout");
        _folder.Names.Should().BeEmpty();
    }

    private async Task ShouldTimeOutAsync(Task task)
    {
        var thrown = await task.Awaiting(it => it).Should().ThrowAsync<TaskCanceledException>();
        thrown.WithMessage("*Timeout of 600 s*").WithInnerExceptionExactly<TimeoutException>();
        _folder.Names.Should().BeEmpty();
    }
}
