using System.Net;
using System.Net.Sockets;

namespace OpenAIImages.Tests;

/// <summary>
/// A server on loopback that is made of raw sockets, and so can do what no proper server does. It reads each request whole
/// and then runs its script; a script that leaves the connection open gets the next request on it.
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

    /// <summary>How many connections were ever made.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Every byte that came, as text, by request.</summary>
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

    /// <summary>A port on which nobody listens.</summary>
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
            // The client closed its end, as many faults make it; or the script closed ours.
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
