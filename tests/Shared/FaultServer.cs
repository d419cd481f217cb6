using System.Net;
using System.Net.Sockets;

namespace OpenAIImages.Tests;

/// <summary>
/// A server on loopback that uses sockets directly, to do what no proper server does. It reads each request completely,
/// and then runs its script; if the script leaves the connection open, the next request can use it.
/// </summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Lock _gate = new();
    private readonly HashSet<FaultConnection> _open = [];
    private readonly List<string> _requests = [];
    private readonly Func<FaultConnection, Task> _script;
    private readonly bool _keepRequests;
    private readonly Task _accepting;
    private TaskCompletionSource _allClosed = new();
    private int _connections;

    public FaultServer(Func<FaultConnection, Task> script, bool keepRequests = true)
    {
        _script = script;
        _keepRequests = keepRequests;
        _allClosed.SetResult();
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The endpoint for a client.</summary>
    public Uri Endpoint => new($"http://127.0.0.1:{Port}/v1/");

    /// <summary>The number of connections so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The received bytes of each request, as text.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Returns a port on which no process listens.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Waits until the client has closed all its connections.</summary>
    public Task AllClosedAsync()
    {
        lock (_gate)
        {
            return _allClosed.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        List<FaultConnection> open;
        lock (_gate)
        {
            open = [.. _open];
        }

        open.ForEach(connection => connection.Reset());
        await AllClosedAsync();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }

            var connection = new FaultConnection(socket);
            lock (_gate)
            {
                _connections++;
                if (_open.Add(connection) && _open.Count == 1)
                {
                    _allClosed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }

            _ = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(FaultConnection connection)
    {
        try
        {
            while (await connection.ReadRequestAsync() is { } request)
            {
                if (_keepRequests)
                {
                    lock (_gate)
                    {
                        _requests.Add(request);
                    }
                }

                await _script(connection);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client closed the connection, as with many faults; or the script did.
        }

        connection.Reset();
        lock (_gate)
        {
            if (_open.Remove(connection) && _open.Count == 0)
            {
                _allClosed.TrySetResult();
            }
        }
    }
}
