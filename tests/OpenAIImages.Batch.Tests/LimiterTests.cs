using System.Threading.RateLimiting;

namespace OpenAIImages.Batch.Tests;

/// <summary>Requests wait for a limiter, whatever it is.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LimiterTests : IDisposable
{
    private readonly BatchFixture _batch = new();

    public void Dispose() => _batch.Dispose();

    [Test]
    public async Task RunAsync_counts_images_and_asks_for_each_request_again()
    {
        using var limiter = new RefusingLimiter(TimeSpan.Zero);
        _batch.Options.Limiter = limiter;
        _batch.Options.MaxRetries = 1;
        _batch.Options.TimeProvider = new ManualTime { SkipUpTo = TimeSpan.FromHours(1) };
        var failures = 1;
        _batch.Write("list.jsonl", """{"prompt":"one","n":3}""", """{"prompt":"two"}""").Respond =
            (request, _) => Task.FromResult(
                failures-- > 0 ? BatchFixture.Error(500, null) : BatchFixture.Images(request));

        await _batch.RunAsync();

        limiter.Acquired.Should().Equal(3, 3, 1);
        limiter.Leased.Should().Be(0, "leases are returned");
    }

    [Test]
    public async Task RunAsync_asks_again_after_the_time_that_a_failed_lease_says()
    {
        var time = new ManualTime { SkipUpTo = TimeSpan.FromHours(1) };
        using var limiter = new RefusingLimiter(TimeSpan.FromSeconds(7), null, TimeSpan.FromSeconds(9));
        _batch.Options.Limiter = limiter;
        _batch.Options.TimeProvider = time;

        await _batch.Write("list.txt", "one").RunAsync();

        time.Waits.Select(wait => wait.TotalSeconds).Should().Equal(7, 1, 9);
        _batch.Requests.Should().HaveCount(1);
    }

    [Test]
    public async Task RunAsync_stops_if_the_limiter_fails()
    {
        using var limiter = ImageBatchLimiter.Create(imagesPerMinute: 2)!;
        _batch.Options.Limiter = limiter;

        await _batch.Write("list.jsonl", """{"prompt":"one","n":3}""").Invoking(it => it.RunAsync())
            .Should().ThrowAsync<ArgumentOutOfRangeException>();

        _batch.Requests.Should().BeEmpty();
    }

    [TestCase(5, null, 5, 1, true)]
    [TestCase(5, null, 5, 2, false)]
    [TestCase(5, 3, 1, 3, true)]
    [TestCase(5, 3, 1, 4, false)]
    [TestCase(null, 3, 10, 3, true)]
    [TestCase(null, 3, 10, 4, false)]
    public async Task Create_lets_images_and_requests_pass(
        int? images, int? requests, int imagesEach, int count, bool arePassed)
    {
        await using var limiter = ImageBatchLimiter.Create(images, requests)!;
        var leases = Enumerable.Range(0, count).Select(_ => limiter.AcquireAsync(imagesEach).AsTask()).ToList();

        leases.TrueForAll(lease => lease.IsCompleted).Should().Be(arePassed);
    }

    [Test]
    public void Create_checks_its_arguments()
    {
        ImageBatchLimiter.Create(null).Should().BeNull();
        FluentActions.Invoking(() => ImageBatchLimiter.Create(0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => ImageBatchLimiter.Create(1, 0)).Should().Throw<ArgumentOutOfRangeException>();
    }

    /// <summary>Refuses as often as there are delays, and says these; null says nothing.</summary>
    private sealed class RefusingLimiter(params TimeSpan?[] delays) : RateLimiter
    {
        private int _asked;

        public List<int> Acquired { get; } = [];

        public int Leased { get; set; }

        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(
            int permitCount, CancellationToken cancellationToken)
        {
            if (_asked < delays.Length && delays[_asked] != TimeSpan.Zero)
            {
                return new ValueTask<RateLimitLease>(new Lease(this, false, delays[_asked++]));
            }

            Acquired.Add(permitCount);
            Leased++;
            return new ValueTask<RateLimitLease>(new Lease(this, true, null));
        }

        private sealed class Lease(RefusingLimiter limiter, bool isAcquired, TimeSpan? delay) : RateLimitLease
        {
            public override bool IsAcquired => isAcquired;

            public override IEnumerable<string> MetadataNames => [];

            public override bool TryGetMetadata(string metadataName, out object? metadata)
            {
                metadata = metadataName == MetadataName.RetryAfter.Name ? delay : null;
                return metadata is not null;
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing && isAcquired) limiter.Leased--;
                base.Dispose(disposing);
            }
        }
    }
}
