using System.Threading.RateLimiting;

namespace OpenAIImages.Batch.Running;

/// <summary>
/// Decides when requests may be sent: when the limiter allows them, and not while the server has asked to wait.
/// </summary>
/// <param name="limiter">The limiter; null for none.</param>
/// <param name="time">The clock.</param>
internal sealed class Permits(RateLimiter? limiter, TimeProvider time)
{
    // For a limiter that does not specify when to try again.
    private static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(1);

    private readonly object _gate = new();
    private DateTimeOffset _pausedUntil;
    private int _pauses;

    /// <summary>Gets the time until which no request is sent; null if requests are sent.</summary>
    public DateTimeOffset? PausedUntil
    {
        get
        {
            lock (_gate)
            {
                return _pausedUntil > time.GetUtcNow() ? _pausedUntil : null;
            }
        }
    }

    /// <summary>Keeps all requests from being sent for a time.</summary>
    /// <param name="delay">
    /// The delay that the server asks for; null for a delay that grows until a request succeeds.
    /// </param>
    /// <param name="sent">When the request was sent that the server refused.</param>
    public void Pause(TimeSpan? delay, DateTimeOffset sent)
    {
        lock (_gate)
        {
            // Of requests that were sent concurrently, only one counts.
            if (delay is null && sent < _pausedUntil) return;
            var until = time.GetUtcNow() + (delay ?? Delays.GetBackOff(_pauses++));
            if (until > _pausedUntil) _pausedUntil = until;
        }
    }

    /// <summary>Called when the server has accepted a request.</summary>
    public void Accepted()
    {
        lock (_gate)
        {
            _pauses = 0;
        }
    }

    /// <summary>Waits until a request may be sent.</summary>
    /// <returns>The lease, to be disposed of after the request; null without a limiter.</returns>
    public async Task<RateLimitLease?> AcquireAsync(int images, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (PausedUntil is { } until)
            {
                await WaitAsync(until - time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (limiter is null) return null;
            var lease = await limiter.AcquireAsync(images, cancellationToken).ConfigureAwait(false);
            // A permit from before a pause would be used in a later window.
            if (lease.IsAcquired && PausedUntil is null) return lease;
            using (lease)
            {
                if (lease.IsAcquired) continue;
                var isKnown = lease.TryGetMetadata(MetadataName.RetryAfter, out var delay);
                await WaitAsync(isKnown ? delay : DefaultDelay, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        Delays.WaitAsync(time, delay < ShortestDelay ? ShortestDelay : delay, cancellationToken);
}
