using System.Net.Http.Headers;

namespace OpenAIImages.Batch.Tests;

/// <summary>What follows from each failure: for the item, and for the list.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FailureTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMinutes(5);

    private readonly BatchFixture _batch = new();
    private readonly ManualTime _time = new() { SkipUpTo = Short };

    public FailureTests() => _batch.Options.TimeProvider = _time;

    public void Dispose() => _batch.Dispose();

    [Test]
    public async Task RunAsync_waits_as_long_as_a_429_asks_and_sends_the_item_again()
    {
        _batch.Write("list.jsonl", """{"custom_id":"a","prompt":"one"}""", """{"custom_id":"b","prompt":"two"}""");
        RespondOnce(TooMany(TimeSpan.FromSeconds(20)));

        var results = await _batch.RunAsync();

        results.Should().OnlyContain(result => result.Status == ImageBatchStatus.Done);
        _time.Waits.Should().Equal(TimeSpan.FromSeconds(20));
        _batch.Events.Should().Equal("sent a", "deferred a", "sent a", "done a", "sent b", "done b");
        _batch.Journal.Should().NotContain(entry => entry["may_repeat_charge"] != null);
    }

    [Test]
    public async Task RunAsync_pauses_the_whole_list_once_for_429s_of_requests_side_by_side()
    {
        _batch.Options.Concurrency = 4;
        _batch.Write("list.txt", [.. Enumerable.Range(0, 20).Select(number => $"prompt {number}")]);
        var (refused, all) = (0, new TaskCompletionSource());
        List<DateTimeOffset> sent = [];
        _batch.Respond = async (request, _) =>
        {
            lock (sent) sent.Add(_time.GetUtcNow());
            if (Interlocked.Increment(ref refused) > 4) return BatchFixture.Images(request);
            if (refused == 4) all.SetResult();
            await all.Task;
            return TooMany(TimeSpan.FromSeconds(20));
        };
        var start = _time.GetUtcNow();

        var results = await _batch.RunAsync();

        results.Should().HaveCount(20).And.OnlyContain(result => result.Status == ImageBatchStatus.Done);
        sent.Should().HaveCount(24);
        sent.Skip(4).Should().OnlyContain(time => time - start >= TimeSpan.FromSeconds(20));
        (_time.GetUtcNow() - start).Should().BeLessThan(TimeSpan.FromSeconds(81), "each 20 seconds were waited by 4");
    }

    [Test]
    public async Task RunAsync_backs_off_if_a_429_does_not_say_how_long()
    {
        var refusals = 3;
        _batch.Write("list.txt", "one").Respond = (request, _) => Task.FromResult(
            refusals-- > 0 ? TooMany(null) : BatchFixture.Images(request));

        await _batch.RunAsync();

        _time.Waits.Select(wait => wait.TotalSeconds).Should().Equal(1, 2, 4);
    }

    [TestCase(429, "insufficient_quota")]
    [TestCase(400, "billing_hard_limit_reached")]
    [TestCase(401, "invalid_api_key")]
    [TestCase(401, null)]
    [TestCase(402, null)]
    public async Task RunAsync_stops_for_quota_billing_and_key_and_leaves_the_rest_unharmed(int status, string? code)
    {
        _batch.Options.Concurrency = 2;
        _batch.Write("list.jsonl", [.. "abcd".Select(id => $$"""{"custom_id":"{{id}}","prompt":"{{id}}"}""")]);
        var refused = new TaskCompletionSource();
        _batch.Respond = async (request, _) =>
        {
            if ((string?)request["prompt"] == "a") return BatchFixture.Error(status, code);
            await refused.Task;
            return BatchFixture.Images(request);
        };
        List<ImageBatchResult> results = [];
        using (var run = await _batch.OpenAsync())
        {
            var failure = await run.Invoking(async it =>
            {
                await using var items = it.RunAsync().GetAsyncEnumerator();
                var next = items.MoveNextAsync();
                while (_batch.Events.Count() < 3) await Task.Yield();
                refused.SetResult();
                while (await next)
                {
                    results.Add(items.Current);
                    next = items.MoveNextAsync();
                }
            }).Should().ThrowAsync<ImageBatchStoppedException>();
            failure.Which.InnerException.Should().BeOfType<ApiException>();
        }

        results.Select(result => (result.Id, result.Status)).Should().Equal(("b", ImageBatchStatus.Done));
        _batch.Events.Should().BeEquivalentTo("sent a", "sent b", "deferred a", "done b");
        _batch.Respond = (request, _) => Task.FromResult(BatchFixture.Images(request));
        (await _batch.RunAsync()).Select(result => result.Id).Should().BeEquivalentTo("a", "c", "d");
    }

    [Test]
    public async Task RunAsync_retries_what_may_pass_within_one_item()
    {
        _batch.Options.MaxRetries = 2;
        _batch.Write("list.jsonl", """{"custom_id":"a","prompt":"one"}""");
        RespondOnce(BatchFixture.Error(503, null));

        var result = (await _batch.RunAsync()).Single();

        result.Should().BeEquivalentTo(new { Status = ImageBatchStatus.Done, MayRepeatCharge = true });
        _batch.Events.Should().Equal("sent a", "failed a", "sent a", "done a");
        ((string?)_batch.Journal.ElementAt(1)["code"]).Should().Be("status_503");
        ((bool?)_batch.Journal.ElementAt(1)["may_be_charged"]).Should().BeTrue();
        ((bool?)_batch.Journal.ElementAt(2)["may_repeat_charge"]).Should().BeTrue();
        _time.Waits.Should().Equal(TimeSpan.FromSeconds(1));
    }

    [TestCase(500, null, "status_500", 3, true)]
    [TestCase(500, "server_error", "server_error", 3, true)]
    [TestCase(409, null, "status_409", 3, false)]
    [TestCase(400, "moderation_blocked", "moderation_blocked", 1, false)]
    [TestCase(404, null, "status_404", 1, false)]
    [TestCase(200, null, "invalid_response", 1, true)]
    public async Task RunAsync_fails_an_item_with_its_code(
        int status, string? code, string expected, int requests, bool mayBeCharged)
    {
        _batch.Options.MaxRetries = 2;
        _batch.Write("list.txt", "one", "two").Respond = (request, _) => Task.FromResult(
            (string?)request["prompt"] == "two" ? BatchFixture.Images(request)
            : status == 200 ? new HttpResponseMessage { Content = new StringContent("{\"data\":[{\"b64_json\":\"iVBO") }
            : BatchFixture.Error(status, code));

        var results = await _batch.RunAsync();

        results[0].Should().BeEquivalentTo(
            new { Line = 1, Status = ImageBatchStatus.Failed, Code = expected, MayBeCharged = mayBeCharged });
        results[1].Status.Should().Be(ImageBatchStatus.Done);
        _batch.Requests.Should().HaveCount(requests + 1);
        _batch.Files.Should().Equal("0002-two.png");
    }

    [Test]
    public async Task RunAsync_fails_an_item_whose_connection_fails()
    {
        _batch.Write("list.txt", "one").Respond = (_, _) => throw new HttpRequestException(
            HttpRequestError.ConnectionError, "Refused.");

        (await _batch.RunAsync()).Single().Should().BeEquivalentTo(
            new { Status = ImageBatchStatus.Failed, Code = "connection_failed", MayBeCharged = false });
    }

    [Test]
    public async Task RunAsync_stops_if_files_cannot_be_written()
    {
        _batch.Write("list.jsonl", """{"prompt":"one","output":"sub/a.png"}""", """{"prompt":"two"}""");
        _batch.Respond = (request, _) =>
        {
            Directory.Delete(_batch.PathOf("sub"), recursive: true);
            return Task.FromResult(BatchFixture.Images(request));
        };

        await _batch.Invoking(it => it.RunAsync()).Should().ThrowAsync<ImageBatchStoppedException>();

        _batch.Requests.Should().HaveCount(1, "further images would be lost too");
        ((string?)_batch.Journal.Last()["code"]).Should().Be("file_error");
    }

    [Test]
    public async Task RunAsync_sends_nothing_if_the_journal_cannot_be_written()
    {
        _batch.Options.OpenJournal = _ => new FullJournal();

        await _batch.Write("list.txt", "one", "two").Invoking(it => it.RunAsync())
            .Should().ThrowAsync<ImageBatchStoppedException>().WithMessage("*The disk is full.");

        _batch.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task RunAsync_stops_for_an_exception_that_is_not_a_failure_of_the_call()
    {
        _batch.Write("list.txt", "one", "two").Respond = (_, _) => throw new NotSupportedException("A bug.");

        await _batch.Invoking(it => it.RunAsync()).Should().ThrowAsync<NotSupportedException>();

        _batch.Requests.Should().HaveCount(1);
        (await _batch.PlanAsync()).Unknown.Should().HaveCount(1);
    }

    private static HttpResponseMessage TooMany(TimeSpan? delay)
    {
        var response = BatchFixture.Error(429, "rate_limit_exceeded");
        if (delay is not null) response.Headers.RetryAfter = new RetryConditionHeaderValue(delay.Value);
        return response;
    }

    private void RespondOnce(HttpResponseMessage response)
    {
        var isFirst = true;
        _batch.Respond = (request, _) =>
        {
            var first = isFirst;
            isFirst = false;
            return Task.FromResult(first ? response : BatchFixture.Images(request));
        };
    }

    private sealed class FullJournal : IImageBatchJournal
    {
        public IAsyncEnumerable<ImageBatchEntry> ReadAsync(CancellationToken cancellationToken = default) =>
            AsyncEnumerable.Empty<ImageBatchEntry>();

        public Task WriteAsync(ImageBatchEntry entry) => Task.FromException(new IOException("The disk is full."));

        public void Dispose()
        {
        }
    }
}
