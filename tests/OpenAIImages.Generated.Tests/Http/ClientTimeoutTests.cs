using static OpenAIImages.Generated.Tests.ScriptedHandler;

namespace OpenAIImages.Generated.Tests;

/// <summary><see cref="ImagesClientOptions.Timeout"/> in a client with an HttpClient of the caller.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class ClientTimeoutTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromSeconds(8) };

    [Test]
    public async Task Timeout_applies_without_RetryHandler()
    {
        var server = new ScriptedHandler(Silence());

        var create = CreateAsync(server, Minute);
        await ShouldTimeOutAsync(create, once: server.Asked);
    }

    [Test]
    public async Task Timeout_applies_to_the_body()
    {
        var body = new ScriptedStream("{\"data\":", StreamEnd.SilentUntilDisposed);

        var create = CreateAsync(new ScriptedHandler(Body(body)), Minute);
        await ShouldTimeOutAsync(create, once: body.Waiting);
    }

    [Test]
    public async Task Timeout_applies_to_content_that_reads_its_body_first(
        [Values(StreamEnd.SilentUntilDisposed, StreamEnd.SilentForEver)] StreamEnd end,
        [Values(200, 400)] int status,
        [Values] bool isCanceled)
    {
        var body = new ScriptedStream("{\"data\":", end);
        using var cancellation = new CancellationTokenSource();
        var server = new ScriptedHandler((_, _) => Task.FromResult(
            new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new BufferingContent(body) }));

        var create = CreateAsync(server, Minute, cancellation.Token).WaitAsync(Minute);
        if (!isCanceled)
        {
            await ShouldTimeOutAsync(create, once: body.Waiting);
            return;
        }

        await body.Waiting;
        await cancellation.CancelAsync();
        (await create.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should().Be(cancellation.Token);
    }

    [TestCase(1, 10)]
    [TestCase(10, 1)]
    public async Task Shorter_timeout_of_client_and_RetryHandler_applies(int clientMinutes, int handlerMinutes)
    {
        var server = new ScriptedHandler(Silence());

        var create = CreateAsync(Retrying(server, handlerMinutes), TimeSpan.FromMinutes(clientMinutes));
        await ShouldTimeOutAsync(create, once: server.Asked);
    }

    [Test]
    public async Task Timeout_applies_to_each_attempt_with_RetryHandler()
    {
        ScriptedResponse Late(int status) => (request, cancellationToken) =>
        {
            _time.Advance(TimeSpan.FromSeconds(50));
            return Status(status, Fault.Images)(request, cancellationToken);
        };

        var response = await CreateAsync(Retrying(new ScriptedHandler(Late(503), Late(503), Late(200)), 10), Minute);

        response.Data.Should().ContainSingle();
        _time.PendingTimers.Should().Be(0);
    }

    [TestCase("<html>")]
    [TestCase("{\"data\":[*")]
    [TestCase("{\"data\":[]")]
    public async Task No_timer_is_left_after_an_invalid_response(string body)
    {
        var create = () => CreateAsync(new ScriptedHandler(Status(200, body)), Minute);

        await create.Should().ThrowAsync<ApiException>();

        _time.PendingTimers.Should().Be(0);
    }

    [Test]
    public async Task No_timer_is_left_after_an_unknown_encoding()
    {
        var server = new ScriptedHandler(async (request, cancellationToken) =>
        {
            var response = await Status(200, Fault.Images)(request, cancellationToken);
            response.Content.Headers.ContentEncoding.Add("zstd");
            return response;
        });

        await FluentActions.Awaiting(() => CreateAsync(server, Minute)).Should().ThrowAsync<ApiException>();

        _time.PendingTimers.Should().Be(0);
    }

    [Test]
    public async Task Cancellation_by_the_caller_is_not_a_timeout_with_RetryHandler()
    {
        using var cancellation = new CancellationTokenSource();
        var server = new ScriptedHandler(Silence());

        var create = CreateAsync(Retrying(server, 10), Minute, cancellation.Token);
        await server.Asked;
        await cancellation.CancelAsync();

        var thrown = await create.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
        thrown.Which.CancellationToken.Should().Be(cancellation.Token);
        thrown.Which.InnerException.Should().BeNull();
    }

    /// <summary>Advances the time after the call has begun to wait.</summary>
    private async Task ShouldTimeOutAsync(Task create, Task once)
    {
        await once;
        _time.Advance(Minute);
        var thrown = await create.Awaiting(it => it).Should().ThrowExactlyAsync<TaskCanceledException>();
        thrown.WithMessage("*Timeout of 60 s*").WithInnerExceptionExactly<TimeoutException>();
    }

    private RetryHandler Retrying(ScriptedHandler server, int minutes) =>
        new(server) { Timeout = TimeSpan.FromMinutes(minutes), TimeProvider = _time };

    private async Task<ImagesResponse> CreateAsync(
        HttpMessageHandler server, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var options = FaultClient.Options(new Uri("https://images.test/v1"), _time);
        options.Timeout = timeout;
        using var http = new HttpClient(server);
        using var client = new ImagesClient(options, http);
        return await client.CreateImageAsync(FaultClient.Request(), cancellationToken);
    }

    /// <summary>Content as of a handler that decodes a body: it ignores tokens, and is read at once.</summary>
    private sealed class BufferingContent(Stream body) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) =>
            body.CopyToAsync(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) body.Dispose();
            base.Dispose(disposing);
        }
    }
}
