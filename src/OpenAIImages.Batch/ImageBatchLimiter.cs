using System.Threading.RateLimiting;
using OpenAIImages.Batch.Running;

namespace OpenAIImages.Batch;

/// <summary>Creates rate limiters for images and requests per minute, like the limits of the API.</summary>
public static class ImageBatchLimiter
{
    private const int Segments = 60;

    // A permit is returned up to one segment early. Another second allows for the time that requests take to reach the
    // server.
    private const int MoreSegments = 2;

    /// <summary>
    /// Creates a limiter that never exceeds these numbers within any minute. One permit is one image.
    /// </summary>
    /// <param name="imagesPerMinute">How many images per minute; null for no limit.</param>
    /// <param name="requestsPerMinute">How many requests per minute; null for no limit.</param>
    /// <returns>The limiter, which the caller disposes; null if there is no limit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    public static RateLimiter? Create(int? imagesPerMinute, int? requestsPerMinute = null)
    {
        Check(imagesPerMinute, nameof(imagesPerMinute));
        Check(requestsPerMinute, nameof(requestsPerMinute));
        var images = imagesPerMinute is { } i ? CreateWindow(i) : null;
        var requests = requestsPerMinute is { } r ? new SinglePermitLimiter(CreateWindow(r)) : null;
        return images is null ? requests
            : requests is null ? images
            : RateLimiter.CreateChained(images, requests);
    }

    private static SlidingWindowRateLimiter CreateWindow(int limit) => new(new SlidingWindowRateLimiterOptions
    {
        PermitLimit = limit,
        Window = TimeSpan.FromSeconds(Segments + MoreSegments),
        SegmentsPerWindow = Segments + MoreSegments,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private static void Check(int? limit, string name)
    {
        if (limit < 1) throw new ArgumentOutOfRangeException(name, limit, "A limit must be 1 or more.");
    }
}
