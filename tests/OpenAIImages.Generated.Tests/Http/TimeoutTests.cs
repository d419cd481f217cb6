using static OpenAIImages.Generated.Tests.ScriptedHandler;

namespace OpenAIImages.Generated.Tests;

/// <summary>How <see cref="RetryHandler"/> limits the time of an attempt and of the body of its response.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class TimeoutTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromSeconds(10) };

    [Test]
    public async Task Silent_server_times_out_and_is_not_retried()
    {
        var server = new ScriptedHandler(Silence());

        var get = GetAsync(server);
        await ShouldTimeOutAsync(get, once: server.Asked);
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Timeout_is_retried_with_RetryTimeouts()
    {
        var silence = Silence();
        var server = new ScriptedHandler(
            (request, cancellationToken) =>
            {
                var pending = silence(request, cancellationToken);
                _time.Advance(Minute);
                return pending;
            },
            Status(200, "picture"));

        using var response = await GetAsync(server, retryTimeouts: true);

        (await response.Content.ReadAsStringAsync()).Should().Be("picture");
        server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Timeout_starts_anew_with_each_attempt()
    {
        var almost = Minute - TimeSpan.FromSeconds(1);
        var server = new ScriptedHandler(Late(503), Late(503), Late(200));

        using var response = await GetAsync(server);

        response.IsSuccessStatusCode.Should().BeTrue();
        server.Requests.Should().HaveCount(3);

        ScriptedResponse Late(int status) => (request, cancellationToken) =>
        {
            _time.Advance(almost);
            return Status(status)(request, cancellationToken);
        };
    }

    [TestCase(StreamEnd.Silent)]
    [TestCase(StreamEnd.SilentUntilDisposed)]
    [TestCase(StreamEnd.SilentForEver)]
    public async Task Stalled_body_times_out(StreamEnd end)
    {
        var body = new ScriptedStream("{\"data\":", end);
        using var response = await GetAsync(new ScriptedHandler(Body(body)));
        await using var stream = await response.Content.ReadAsStreamAsync();

        var read = new StreamReader(stream).ReadToEndAsync();
        await ShouldTimeOutAsync(read, once: body.Waiting);
        await ShouldTimeOutAsync(stream.ReadAsync(new byte[1]).AsTask());
    }

    [Test]
    public async Task Body_that_ignores_the_token_is_closed_at_the_timeout()
    {
        var body = new ScriptedStream("{\"data\":", StreamEnd.SilentUntilDisposed);
        using var response = await GetAsync(new ScriptedHandler(Body(body)));
        await using var stream = await response.Content.ReadAsStreamAsync();

        var read = new StreamReader(stream).ReadToEndAsync();
        await ShouldTimeOutAsync(read, once: body.Waiting);
        body.IsDisposed.Should().BeTrue();
    }

    [Test]
    public async Task Stalled_body_buffered_by_HttpClient_times_out()
    {
        var body = new ScriptedStream("{\"data\":", StreamEnd.Silent);
        using var client = Client(new ScriptedHandler(Body(body)));

        var get = client.GetStringAsync("http://localhost/");
        await ShouldTimeOutAsync(get, once: body.Waiting);
    }

    [Test]
    public async Task Body_that_arrives_byte_by_byte_ends_at_the_timeout()
    {
        var body = new TrickleStream(_time, TimeSpan.FromSeconds(1));
        using var response = await GetAsync(new ScriptedHandler(Body(body)));

        var read = () => response.Content.ReadAsStringAsync();

        await read.Should().ThrowAsync<TaskCanceledException>();
        body.BytesRead.Should().Be(60);
    }

    [Test]
    public async Task Synchronous_read_ends_at_the_timeout()
    {
        var body = new TrickleStream(_time, TimeSpan.FromSeconds(1));
        using var response = await GetAsync(new ScriptedHandler(Body(body)));
        using var reader = new StreamReader(response.Content.ReadAsStream());

        reader.Invoking(it => it.ReadToEnd()).Should().Throw<TaskCanceledException>()
            .WithInnerException<TimeoutException>();
    }

    [Test]
    public async Task Error_with_a_stalled_body_times_out_and_is_not_retried()
    {
        var body = new ScriptedStream("{\"error\":", StreamEnd.Silent);
        var server = new ScriptedHandler(Body(body, status: 503));
        using var client = Client(server);

        var get = client.GetAsync("http://localhost/");
        await ShouldTimeOutAsync(get, once: body.Waiting);
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Cancellation_of_a_read_by_the_caller_is_not_a_timeout()
    {
        var body = new ScriptedStream("{", StreamEnd.SilentUntilDisposed);
        using var response = await GetAsync(new ScriptedHandler(Body(body)));
        using var cancellation = new CancellationTokenSource();

        var read = response.Content.ReadAsByteArrayAsync(cancellation.Token);
        await body.Waiting;
        await cancellation.CancelAsync();

        var thrown = await read.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
        thrown.Which.CancellationToken.Should().Be(cancellation.Token);
        thrown.Which.InnerException.Should().BeNull();
    }

    [Test]
    public async Task Cancellation_while_the_body_of_an_error_is_read_closes_it()
    {
        var body = new ScriptedStream("{\"error\":", StreamEnd.Silent);
        using var client = Client(new ScriptedHandler(Body(body, status: 503)));
        using var cancellation = new CancellationTokenSource();

        var get = client.GetAsync("http://localhost/", cancellation.Token);
        await body.Waiting;
        await cancellation.CancelAsync();

        await get.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
        body.IsDisposed.Should().BeTrue();
    }

    [Test]
    public async Task Infinite_timeout_never_ends()
    {
        var server = new ScriptedHandler((request, cancellationToken) =>
        {
            _time.Advance(TimeSpan.FromDays(100));
            return Status(200, "picture")(request, cancellationToken);
        });

        using var response = await GetAsync(server, timeout: Timeout.InfiniteTimeSpan);

        _time.PendingTimers.Should().Be(0);
        (await response.Content.ReadAsStringAsync()).Should().Be("picture");
    }

    [Test]
    public async Task No_timer_is_left_behind()
    {
        var server = new ScriptedHandler(Status(503), Status(200, "picture"));

        var unread = await GetAsync(server);
        _time.PendingTimers.Should().Be(1, "the body has not been read yet");
        unread.Dispose();
        _time.PendingTimers.Should().Be(0);

        using var read = await GetAsync(server);
        await new StreamReader(await read.Content.ReadAsStreamAsync()).ReadToEndAsync();
        _time.PendingTimers.Should().Be(0, "the body has been read");

        var failing = () => GetAsync(new ScriptedHandler(Failure(new InvalidOperationException())));
        await failing.Should().ThrowAsync<InvalidOperationException>();
        _time.PendingTimers.Should().Be(0);
    }

    [Test]
    public async Task Headers_of_the_body_are_kept()
    {
        using var response = await GetAsync(new ScriptedHandler(Status(200, "Bücher")));

        response.Content.Headers.ContentLength.Should().Be(7);
        response.Content.Headers.ContentType!.ToString().Should().Be("text/plain; charset=utf-8");
        (await response.Content.ReadAsStringAsync()).Should().Be("Bücher");
    }

    /// <summary>Advances the time after the call has begun to wait.</summary>
    private async Task ShouldTimeOutAsync(Task task, Task once)
    {
        await once;
        _time.Advance(Minute);
        await ShouldTimeOutAsync(task);
    }

    private static async Task ShouldTimeOutAsync(Task task)
    {
        var thrown = await task.Awaiting(it => it).Should().ThrowExactlyAsync<TaskCanceledException>();
        thrown.WithMessage("*Timeout of 60 s*").WithInnerExceptionExactly<TimeoutException>();
    }

    private HttpClient Client(ScriptedHandler server, bool retryTimeouts = false, TimeSpan? timeout = null) =>
        new(new RetryHandler(server)
        {
            Timeout = timeout ?? Minute,
            RetryTimeouts = retryTimeouts,
            TimeProvider = _time,
        });

    private async Task<HttpResponseMessage> GetAsync(
        ScriptedHandler server, bool retryTimeouts = false, TimeSpan? timeout = null)
    {
        var client = Client(server, retryTimeouts, timeout);
        return await client.GetAsync("http://localhost/", HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>An endless stream, which takes some time for each byte.</summary>
    private sealed class TrickleStream(ManualTime time, TimeSpan each) : MemoryStream
    {
        public int BytesRead { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            time.Advance(each);
            buffer[offset] = (byte)'x';
            BytesRead++;
            return 1;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var one = new byte[1];
            var read = Read(one, 0, 1);
            one.CopyTo(buffer);
            return ValueTask.FromResult(read);
        }
    }
}
