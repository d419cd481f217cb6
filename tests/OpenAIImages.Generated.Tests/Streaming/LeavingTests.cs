using System.Net;
using System.Net.Sockets;
using System.Text;
using static OpenAIImages.Generated.Tests.EventStream;

namespace OpenAIImages.Generated.Tests;

/// <summary>Leaving a stream early closes its connection at once.</summary>
public class LeavingTests
{
    [Test]
    public Task Leaving_the_loop_closes_the_connection() => ShouldCloseAsync(async (client, _) =>
    {
        await foreach (var item in client.CreateImageStreamAsync(Request)) break;
    });

    [Test]
    public Task Exception_in_the_loop_closes_the_connection() => ShouldCloseAsync(async (client, _) =>
    {
        var read = async () =>
        {
            await foreach (var item in client.CreateImageStreamAsync(Request))
            {
                throw new InvalidOperationException("Enough.");
            }

        };
        await read.Should().ThrowAsync<InvalidOperationException>().WithMessage("Enough.");
    });

    [Test]
    public Task Canceling_the_call_closes_the_connection() => ShouldCloseAsync(async (client, cancellation) =>
    {
        var read = async () =>
        {
            await foreach (var item in client.CreateImageStreamAsync(Request, cancellation.Token))
            {
                cancellation.CancelAfter(1);
            }

        };
        await ShouldBeCancelledAsync(read, cancellation.Token);
    });

    [Test]
    public Task Canceling_the_enumeration_closes_the_connection() => ShouldCloseAsync(async (client, cancellation) =>
    {
        var read = async () =>
        {
            await foreach (var item in client.CreateImageStreamAsync(Request).WithCancellation(cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        };
        await ShouldBeCancelledAsync(read, cancellation.Token);
    });

    private static async Task ShouldBeCancelledAsync(Func<Task> read, CancellationToken token)
    {
        var exception = (await read.Should().ThrowAsync<OperationCanceledException>()).Which;
        exception.CancellationToken.Should().Be(token);
        exception.InnerException.Should().BeNull("a timeout has one");
    }

    /// <summary>Sends one event of an endless stream, and checks that the client then closes the connection.</summary>
    private static async Task ShouldCloseAsync(Func<ImagesClient, CancellationTokenSource, Task> use)
    {
        // Just less than the two seconds for which the runtime would continue to read.
        var patience = TimeSpan.FromSeconds(1.9);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener);
        using var cancellation = new CancellationTokenSource();
        using var client = new ImagesClient(new ImagesClientOptions
        {
            ApiKey = "key",
            Endpoint = new Uri($"http://{listener.LocalEndpoint}/v1/"),
        });

        await use(client, cancellation);

        using var connection = await serving;
        connection.Poll(patience, SelectMode.SelectRead).Should().BeTrue("the client has closed the connection");
        connection.Available.Should().Be(0);
    }

    private static async Task<Socket> ServeAsync(TcpListener listener)
    {
        var connection = await listener.AcceptSocketAsync();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().EndsWith('}'))
        {
            request.Append(Encoding.ASCII.GetString(buffer, 0, await connection.ReceiveAsync(buffer)));
        }

        var frame = Partial(0);
        var response = $"HTTP/1.1 200 OK\r\nContent-Type: {ContentType}\r\nTransfer-Encoding: chunked\r\n\r\n"
            + $"{frame.Length:x}\r\n{frame}\r\n";
        await connection.SendAsync(Encoding.ASCII.GetBytes(response));
        return connection;
    }
}
