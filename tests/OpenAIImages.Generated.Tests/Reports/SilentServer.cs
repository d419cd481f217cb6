namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>A server that receives a request and does not respond until it is disposed.</summary>
internal sealed class SilentServer : IAsyncDisposable
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new();
    private readonly FaultServer _server;

    public SilentServer() => _server = new FaultServer(_ =>
    {
        _arrived.TrySetResult();
        return _end.Task;
    });

    public Uri Endpoint => _server.Endpoint;

    /// <summary>Completes with the first request.</summary>
    public Task Arrived => _arrived.Task;

    public async ValueTask DisposeAsync()
    {
        _end.SetResult();
        await _server.DisposeAsync();
    }
}
