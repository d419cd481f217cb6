using System.Threading.RateLimiting;

namespace OpenAIImages.Batch;

/// <summary>The options of an <see cref="ImageBatch"/>.</summary>
public sealed class ImageBatchOptions
{
    /// <summary>
    /// Gets or sets the limiter that each request waits for, with as many permits as it asks for images. The default is
    /// null: no limit but <see cref="Concurrency"/>.
    /// </summary>
    /// <remarks>
    /// Any limiter: <see cref="ImageBatchLimiter.Create"/> creates one for this process; one that keeps its count in
    /// Redis paces several machines. If a lease fails, it is asked again after the time that its metadata
    /// <see cref="MetadataName.RetryAfter"/> says. The limiter is not disposed. A client that retries requests by
    /// itself sends more than the limiter counts: set its <c>MaxRetries</c> to 0, and <see cref="MaxRetries"/> here.
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
    /// Gets or sets how many times a request is sent again after a failure that may pass (408, 409, 5xx, a connection
    /// that failed): 0 or more. The default is 0, since the client retries by itself. Waiting for a rate limit (429) is
    /// not a retry.
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
    /// Gets or sets how long requests that were sent may go on after a run was canceled. The default is 30 seconds.
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
    /// Gets or sets whether items that were sent in an earlier run, and whose end is not known, are sent again. They
    /// may be charged twice. The default is false.
    /// </summary>
    public bool RetryUnknown { get; set; }

    /// <summary>
    /// Gets or sets whether files are replaced that no run has written. Otherwise such a file is a fault of the list,
    /// and nothing is sent. The default is false.
    /// </summary>
    public bool Overwrite { get; set; }

    /// <summary>
    /// Gets or sets what opens the journal of a folder. The default is <see cref="ImageBatchJournal.Open"/>.
    /// </summary>
    public Func<string, IImageBatchJournal>? OpenJournal { get; set; }

    /// <summary>Gets or sets the clock for delays and for the journal. The default is the system's.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider
    {
        get;
        set => field = value ?? throw new ArgumentNullException(nameof(value));
    } = TimeProvider.System;

    internal ImageBatchOptions Copy() => (ImageBatchOptions)MemberwiseClone();
}
