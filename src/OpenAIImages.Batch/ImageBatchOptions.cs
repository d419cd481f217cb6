using System.Threading.RateLimiting;

namespace OpenAIImages.Batch;

/// <summary>The options of an <see cref="ImageBatch"/>.</summary>
public sealed class ImageBatchOptions
{
    /// <summary>
    /// Gets or sets the rate limiter. Each request acquires one permit per image. The default is null: only
    /// <see cref="Concurrency"/> limits the requests.
    /// </summary>
    /// <remarks>
    /// You can use any limiter. <see cref="ImageBatchLimiter.Create"/> creates a limiter for this process; a limiter
    /// that counts in Redis can be shared by several machines. If a lease is not acquired, the run tries again after
    /// the <see cref="MetadataName.RetryAfter"/> of the lease. The limiter is not disposed. The limiter does not count
    /// retries of the client: set <c>MaxRetries</c> of the client to 0, and set <see cref="MaxRetries"/> instead.
    /// </remarks>
    public RateLimiter? Limiter { get; set; }

    /// <summary>Gets or sets how many requests are sent at the same time: 1 or more. The default is 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Concurrency
    {
        get;
        set => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Concurrency must be 1 or more.");
    } = 4;

    /// <summary>
    /// Gets or sets how many times a request is retried after a failure that may be temporary (408, 409, 5xx, a failed
    /// connection): 0 or more. The default is 0, since the client retries. Waiting for a rate limit (429) is not a
    /// retry.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxRetries
    {
        get;
        set => field = value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "MaxRetries must be 0 or more.");
    }

    /// <summary>
    /// Gets or sets how long requests that were already sent can continue after a run is canceled. The default is 30
    /// seconds.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan GracePeriod
    {
        get;
        set => field = value >= TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "GracePeriod must not be negative.");
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets whether items that failed in an earlier run are sent again. The default is false.
    /// </summary>
    public bool RetryFailed { get; set; }

    /// <summary>
    /// Gets or sets whether items that were sent in an earlier run, but whose result is not known, are sent again. They
    /// may be charged twice. The default is false.
    /// </summary>
    public bool RetryUnknown { get; set; }

    /// <summary>
    /// Gets or sets whether files that were not written by a run are replaced. If it is false, such a file is a fault
    /// of the list, and nothing is sent. The default is false.
    /// </summary>
    public bool Overwrite { get; set; }

    /// <summary>
    /// Gets or sets the function that opens the journal of a folder. The default is
    /// <see cref="ImageBatchJournal.Open"/>.
    /// </summary>
    public Func<string, IImageBatchJournal>? OpenJournal { get; set; }

    /// <summary>Gets or sets the clock for delays and for the journal. The default is the system clock.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = TimeProvider.System;

    internal ImageBatchOptions Copy() => (ImageBatchOptions)MemberwiseClone();
}
