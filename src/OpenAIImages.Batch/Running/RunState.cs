using System.Runtime.ExceptionServices;

namespace OpenAIImages.Batch.Running;

/// <summary>Whether a run continues, and how it ends otherwise.</summary>
/// <param name="options">The clock, and how long calls may continue.</param>
/// <param name="cancellationToken">The caller's token.</param>
internal sealed class RunState(ImageBatchOptions options, CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private CancellationTokenRegistration _registration;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Gets the token that keeps further requests from being sent.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Gets the token that ends calls.</summary>
    public CancellationToken Aborting => _aborting.Token;

    public bool IsStopping => _stopping.IsCancellationRequested;

    public void Begin() => _registration = cancellationToken.Register(Cancel);

    /// <summary>Stops sending requests, and ends calls after the grace period.</summary>
    public void Cancel()
    {
        _stopping.Cancel();
        _ = AbortAsync();
    }

    /// <summary>Stops sending requests because of a failure; calls that have begun continue.</summary>
    public void Stop(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
        _stopping.Cancel();
    }

    /// <summary>Throws the exception that stopped the run, if any.</summary>
    public void ThrowIfStopped()
    {
        _failure?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        _registration.Dispose();
        // Ends the delay of a grace period that was not needed.
        _aborting.Cancel();
    }

    private async Task AbortAsync()
    {
        try
        {
            await Delays.WaitAsync(options.TimeProvider, options.GracePeriod, _aborting.Token).ConfigureAwait(false);
            _aborting.Cancel();
        }
        catch (OperationCanceledException)
        {
            // All calls have ended.
        }
    }
}
