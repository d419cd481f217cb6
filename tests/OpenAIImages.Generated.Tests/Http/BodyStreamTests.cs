using System.Net;
using System.Text;
using static OpenAIImages.Generated.Tests.ScriptedHandler;

namespace OpenAIImages.Generated.Tests;

/// <summary>The stream that <see cref="RetryHandler"/> returns for the body of a response.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class BodyStreamTests
{
    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromSeconds(8) };

    [Test]
    public async Task Dispose_of_the_stream_closes_the_connection_and_stops_the_timer()
    {
        var body = new ScriptedStream("{", StreamEnd.Silent);
        var response = await GetAsync(Body(body));

        (await response.Content.ReadAsStreamAsync()).Dispose();

        body.IsDisposed.Should().BeTrue();
        _time.PendingTimers.Should().Be(0);
    }

    [Test]
    public async Task Dispose_of_the_response_closes_the_connection_of_an_unread_body()
    {
        var body = new ScriptedStream("{", StreamEnd.Silent);
        var response = await GetAsync(Body(body));

        response.Dispose();

        body.IsDisposed.Should().BeTrue();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Timer_stops_at_the_end_of_the_body_and_not_before(bool synchronous)
    {
        using var response = await GetAsync(Status(200, "abc"));
        using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[3];

        (await ReadAsync(stream, buffer.AsMemory(0, 0), synchronous)).Should().Be(0, "nothing was wanted");
        _time.PendingTimers.Should().Be(1);
        (await ReadAsync(stream, buffer, synchronous)).Should().Be(3);
        _time.PendingTimers.Should().Be(1);
        (await ReadAsync(stream, buffer, synchronous)).Should().Be(0);
        _time.PendingTimers.Should().Be(0);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Read_after_a_failure_throws_it_again(bool synchronous)
    {
        using var response = await GetAsync(Body(new BrokenOnceStream()));
        using var stream = await response.Content.ReadAsStreamAsync();

        for (var read = 0; read < 3; read++)
        {
            await stream.Awaiting(it => ReadAsync(it, new byte[1], synchronous)).Should().ThrowAsync<IOException>();
        }
    }

    [Test]
    public async Task Read_that_blocks_ends_with_the_timeout()
    {
        using var body = new BlockingStream();
        using var response = await GetAsync(Body(body));
        using var stream = response.Content.ReadAsStream();

        var read = Task.Run(() => stream.Read(new byte[1], 0, 1));
        await body.Waiting;
        _time.Advance(TimeSpan.FromMinutes(1));

        (await read.Awaiting(it => it).Should().ThrowExactlyAsync<TaskCanceledException>())
            .WithInnerExceptionExactly<TimeoutException>();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Read_in_parts_returns_what_was_buffered_for_the_retry(bool synchronous)
    {
        const string error = """{"error":{"code":"insufficient_quota"}}""";
        using var response = await GetAsync(Status(429, error));
        using var stream = await response.Content.ReadAsStreamAsync();
        var text = new StringBuilder();
        var buffer = new byte[10];

        while (await ReadAsync(stream, buffer.AsMemory(3, 7), synchronous) is > 0 and var read)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 3, read));
        }

        text.ToString().Should().Be(error);
        buffer[..3].Should().Equal(0, 0, 0);
    }

    [Test]
    public async Task ContentLength_is_null_unless_it_is_known()
    {
        using var known = await GetAsync(Status(200, "abc"));
        using var unknown = await GetAsync(Body(new ScriptedStream("abc", StreamEnd.Silent)));

        known.Content.Headers.ContentLength.Should().Be(3);
        unknown.Content.Headers.ContentLength.Should().BeNull();
    }

    [Test]
    public async Task Invalid_headers_of_the_body_are_kept()
    {
        using var response = await GetAsync((_, _) =>
        {
            var message = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
            message.Content.Headers.TryAddWithoutValidation("Content-Type", "no type");
            return Task.FromResult(message);
        });

        response.Content.Headers.NonValidated["Content-Type"].ToString().Should().Be("no type");
    }

    private static async Task<int> ReadAsync(Stream stream, Memory<byte> buffer, bool synchronous) =>
        synchronous ? stream.Read(buffer.Span) : await stream.ReadAsync(buffer);

    private async Task<HttpResponseMessage> GetAsync(ScriptedResponse response)
    {
        var retries =
            new RetryHandler(new ScriptedHandler(response)) { Timeout = TimeSpan.FromMinutes(1), TimeProvider = _time };
        var client = new HttpClient(retries);
        return await client.GetAsync("http://localhost/", HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Fails once, and then reads as if it had ended properly.</summary>
    private sealed class BrokenOnceStream : MemoryStream
    {
        private bool _hasFailed;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_hasFailed)
            {
                return 0;
            }

            _hasFailed = true;
            throw new IOException("The connection broke.");
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read([], 0, 0));
    }

    /// <summary>Blocks until it is disposed.</summary>
    private sealed class BlockingStream : MemoryStream
    {
        private readonly ManualResetEventSlim _end = new();
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waiting => _waiting.Task;

        public override int Read(byte[] buffer, int offset, int count)
        {
            _waiting.TrySetResult();
            _end.Wait();
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            _end.Set();
            base.Dispose(disposing);
        }
    }
}
