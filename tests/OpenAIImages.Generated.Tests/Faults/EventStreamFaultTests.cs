namespace OpenAIImages.Generated.Tests;

/// <summary>A stream of events that breaks, stalls, or never ends.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class EventStreamFaultTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
    private const string ToTheEnd = Head + "Connection: close\r\n\r\n";
    private const string Chunked = Head + "Transfer-Encoding: chunked\r\n\r\n";

    private const string Partial =
        $$"""data: {"type":"image_generation.partial_image","partial_image_index":0,"b64_json":"{{Fault.Picture}}"}"""
        + "\n\n";

    private const string Completed =
        $$"""data: {"type":"image_generation.completed","b64_json":"{{Fault.Picture}}"}""" + "\n\n";

    private static readonly Dictionary<string, Func<FaultConnection, Task>> Scripts = new()
    {
        ["a reset"] = Sends(Partial + Completed[..60], connection => connection.Reset()),
        ["an end"] = Sends(Partial, connection => connection.Close()),
        ["an end within an event"] = Sends(Partial + Completed[..^3], connection => connection.Close()),
        ["an end without a last chunk"] = connection => SendAsync(
            connection, Chunked + Fault.Chunk(Partial), ended => ended.Close()),
        ["a chunk cut off"] = connection => SendAsync(
            connection, Chunked + Fault.Chunk(Partial) + "ffff\r\n" + Completed[..60], ended => ended.Close()),
        ["an event that is no JSON"] = Sends(
            Partial + "event: image_generation.completed\ndata: <html>\n\n", connection => connection.Close()),
        ["an event with broken base64"] = Sends(
            Partial + Completed.Replace("==", "=!"), connection => connection.Close()),
        ["an error event"] = Sends(
            Partial + "event: error\ndata: {\"error\":{\"code\":\"x\"}}\n\n", connection => connection.Close()),
        ["an error within an event"] = Sends(
            Partial + Completed.Replace("\"b64_json\"", "\"error\":{\"code\":\"x\"},\"b64_json\""), _ => { }),
        ["an event without end"] = Endless("data: {\"b64_json\":\"", new string('A', 64 * 1024)),
        ["a comment without end"] = Endless(":", new string(' ', 64 * 1024)),
        ["comments without end"] = Endless("", string.Concat(Enumerable.Repeat(": keep-alive\n\n", 5000))),
        ["unknown events without end"] = Endless("", string.Concat(Enumerable.Repeat("event: x\ndata: {}\n\n", 3000))),
        ["lines of data without end"] = Endless("", string.Concat(Enumerable.Repeat("data:\n", 10_000))),
    };

    private readonly ManualTime _time = new();

    private static IEnumerable<string> Names => Scripts.Keys;

    [TestCaseSource(nameof(Names))]
    public async Task CreateImageStreamAsync_returns_complete_events_before_it_throws(string name)
    {
        var fault = Scripts[name];
        await using var server = new FaultServer(connection => fault(connection));
        using var client = new ImagesClient(FaultClient.Options(server.Endpoint, _time));
        var partials = 0;
        var images = 0;

        var read = async () =>
        {
            await foreach (var item in client.CreateImageStreamAsync(FaultClient.Request()))
            {
                item.Bytes.Should().Equal(Convert.FromBase64String(Fault.Picture));
                partials += item is ImageGenPartialImageEvent ? 1 : 0;
                images += item is ImageGenCompletedEvent ? 1 : 0;
            }
        };

        (await read.Should().ThrowExactlyAsync<ApiException>()).Which.StatusCode.Should().Be(200);
        partials.Should().Be(name.Contains("without end") ? 0 : 1);
        images.Should().Be(0);
        server.Requests.Should().ContainSingle("a response that has begun is not retried");
        _time.PendingTimers.Should().Be(0);
        await server.AllClosedAsync();
    }

    [TestCase(Partial, 1)]
    [TestCase(Partial + ": half an event\ndata: {", 1)]
    [TestCase(Partial + Completed, 2)]
    public async Task CreateImageStreamAsync_silence_after_an_event_times_out(string events, int count)
    {
        await using var server = new FaultServer(connection => connection.SendAsync(ToTheEnd + events));

        await ShouldTimeOutAsync(server, count, () => _time.Advance(FaultClient.Timeout));
    }

    [Test]
    public async Task CreateImageStreamAsync_comments_do_not_extend_the_timeout()
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new FaultServer(async connection =>
        {
            await connection.SendAsync(ToTheEnd + Partial);
            await seen.Task;
            for (var minute = 0; minute < 10; minute++)
            {
                await connection.SendAsync(": keep-alive\n\n");
                _time.Advance(TimeSpan.FromMinutes(1));
            }
        });

        await ShouldTimeOutAsync(server, 1, seen.SetResult);
    }

    [Test]
    public async Task CreateImageStreamAsync_leaving_the_loop_closes_the_connection()
    {
        await using var server = new FaultServer(connection => connection.SendAsync(ToTheEnd + Partial));
        using var client = new ImagesClient(FaultClient.Options(server.Endpoint, _time));

        await foreach (var item in client.CreateImageStreamAsync(FaultClient.Request()))
        {
            break;
        }

        await server.AllClosedAsync();
        _time.PendingTimers.Should().Be(0);
    }

    private async Task ShouldTimeOutAsync(FaultServer server, int count, Action afterThem)
    {
        using var client = new ImagesClient(FaultClient.Options(server.Endpoint, _time));
        var seen = 0;

        var read = async () =>
        {
            await foreach (var item in client.CreateImageStreamAsync(FaultClient.Request()))
            {
                if (++seen == count)
                {
                    afterThem();
                }
            }
        };

        (await read.Should().ThrowExactlyAsync<TaskCanceledException>()).WithInnerException<TimeoutException>();
        seen.Should().Be(count);
        await server.AllClosedAsync();
    }

    private static Func<FaultConnection, Task> Sends(string events, Action<FaultConnection> end) =>
        connection => SendAsync(connection, ToTheEnd + events, end);

    private static async Task SendAsync(FaultConnection connection, string response, Action<FaultConnection> end)
    {
        await connection.SendAsync(response);
        end(connection);
    }

    private static Func<FaultConnection, Task> Endless(string start, string each) => async connection =>
    {
        await connection.SendAsync(ToTheEnd + start);
        while (true)
        {
            await connection.SendAsync(each);
        }
    };
}
