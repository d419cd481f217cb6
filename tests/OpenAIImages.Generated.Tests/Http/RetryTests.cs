using static OpenAIImages.Generated.Tests.ScriptedHandler;

namespace OpenAIImages.Generated.Tests;

/// <summary>Which failures <see cref="RetryHandler"/> repeats, and how often.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class RetryTests
{
    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromMinutes(1) };

    [TestCase(408)]
    [TestCase(409)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(502)]
    [TestCase(503)]
    [TestCase(599)]
    public async Task AFailureThatMayPassIsRepeatedTwice(int status)
    {
        var server = new ScriptedHandler(Status(status, "first"), Status(status, "second"), Status(status, "third"));

        using var response = await PostAsync(server);

        server.Requests.Should().HaveCount(3);
        ((int)response.StatusCode).Should().Be(status);
        (await response.Content.ReadAsStringAsync()).Should().Be("third");
    }

    [TestCase(200)]
    [TestCase(204)]
    [TestCase(301)]
    [TestCase(307)]
    [TestCase(400)]
    [TestCase(401)]
    [TestCase(403)]
    [TestCase(404)]
    [TestCase(422)]
    [TestCase(600)]
    public async Task AnyOtherAnswerIsNotRepeated(int status)
    {
        var server = new ScriptedHandler(Status(status, "body"));

        using var response = await PostAsync(server);

        server.Requests.Should().ContainSingle();
        (await response.Content.ReadAsStringAsync()).Should().Be("body");
    }

    [TestCase(0, 1)]
    [TestCase(1, 2)]
    [TestCase(5, 6)]
    public async Task MaxRetriesCountsTheAttemptsAfterTheFirst(int maxRetries, int attempts)
    {
        var server = new ScriptedHandler(Status(503));

        using var response = await PostAsync(server, new RetryHandler { MaxRetries = maxRetries });

        server.Requests.Should().HaveCount(attempts);
    }

    [Test]
    public async Task TheFirstGoodAnswerEndsTheRepetition()
    {
        var abandoned = new ScriptedStream("busy", StreamEnd.Broken);
        var server = new ScriptedHandler(Body(abandoned, status: 503), Status(200, "picture"), Status(500));

        using var response = await PostAsync(server);

        (await response.Content.ReadAsStringAsync()).Should().Be("picture");
        server.Requests.Should().HaveCount(2);
        abandoned.IsDisposed.Should().BeTrue("the connection of an answer that is not used must be given back");
    }

    [Test]
    public async Task AFailedConnectionIsRepeated()
    {
        var server = new ScriptedHandler(
            Failure(new HttpRequestException(HttpRequestError.ConnectionError)),
            Failure(new HttpRequestException("reset", new IOException())),
            Status(200, "picture"));

        using var response = await PostAsync(server);

        (await response.Content.ReadAsStringAsync()).Should().Be("picture");
    }

    [Test]
    public async Task TheLastFailureOfTheConnectionIsThrown()
    {
        var server = new ScriptedHandler(
            Failure(new HttpRequestException("first")), Failure(new HttpRequestException("last")));

        var post = () => PostAsync(server, new RetryHandler { MaxRetries = 1 });

        (await post.Should().ThrowExactlyAsync<HttpRequestException>()).WithMessage("last");
    }

    [TestCase(HttpRequestError.InvalidResponse)]
    [TestCase(HttpRequestError.ConfigurationLimitExceeded)]
    public async Task AnAnswerThatMakesNoSenseIsNotRepeated(HttpRequestError error)
    {
        var server = new ScriptedHandler(Failure(new HttpRequestException(error)));

        var post = () => PostAsync(server);

        await post.Should().ThrowAsync<HttpRequestException>();
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task AMistakeInTheProgramIsNotRepeated()
    {
        var server = new ScriptedHandler(Failure(new InvalidOperationException("mistake")));

        var post = () => PostAsync(server, new RetryHandler { RetryTimeouts = true });

        await post.Should().ThrowAsync<InvalidOperationException>();
        server.Requests.Should().ContainSingle();
    }

    [TestCase(400, "true", 3)]
    [TestCase(400, "True", 3)]
    [TestCase(400, "perhaps", 1)]
    [TestCase(503, "false", 1)]
    [TestCase(503, "perhaps", 3)]
    [TestCase(200, "true", 1)]
    [TestCase(307, "true", 1)]
    public async Task XShouldRetryOverrulesTheStatusOfAnError(int status, string shouldRetry, int attempts)
    {
        var server = new ScriptedHandler(Status(status, "", ("x-should-retry", shouldRetry)));

        using var response = await PostAsync(server);

        server.Requests.Should().HaveCount(attempts);
    }

    [TestCase("""{"error":{"code":"insufficient_quota"}}""", 1)]
    [TestCase("""{"error":{"message":"…","type":"insufficient_quota","param":null,"code":null}}""", 1)]
    [TestCase("""{"error":{"code":"billing_hard_limit_reached"}}""", 1)]
    [TestCase("""{"error":{"code":"moderation_blocked","moderation_details":{"categories":["x"]}}}""", 1)]
    [TestCase("""{"error":{"code":"content_policy_violation"}}""", 1)]
    [TestCase("""{"error":{"code":"BadRequest","inner_error":{"code":"content_policy_violation"}}}""", 1)]
    [TestCase("""{"error":{"code":"insufficient_quota"}} and more""", 1)]
    [TestCase("""{"error":{"code":"rate_limit_exceeded","type":"requests"}}""", 3)]
    [TestCase("""{"error":{"message":"insufficient_quota","code":5,"type":["requests"]}}""", 3)]
    [TestCase("""{"error":{"type":["requests"],"code":"insufficient_quota"}}""", 1)]
    [TestCase("""{"detail":"insufficient_quota"}""", 3)]
    [TestCase("""<html>"code":"insufficient_quota"</html>""", 3)]
    [TestCase("", 3)]
    public async Task AnErrorThatCannotPassIsNotRepeatedWhateverTheHeadersSay(string body, int attempts)
    {
        var server = new ScriptedHandler(Status(429, body, ("x-should-retry", "true"), ("retry-after-ms", "1")));

        using var response = await PostAsync(server);

        server.Requests.Should().HaveCount(attempts);
        (await response.Content.ReadAsStringAsync()).Should().Be(body, "the caller reads the error from its start");
    }

    [Test]
    public async Task OnlyTheStartOfALongErrorIsLookedAtAndAllOfItCanBeRead()
    {
        var message = new string('x', 200_000);
        var early = $$$"""{"error":{"code":"insufficient_quota","message":"{{{message}}}"}}""";
        var late = $$$"""{"error":{"message":"{{{message}}}","code":"insufficient_quota"}}""";

        foreach (var (body, attempts) in new[] { (early, 1), (late, 3) })
        {
            var server = new ScriptedHandler(Status(429, body));
            using var response = await PostAsync(server);

            server.Requests.Should().HaveCount(attempts);
            (await response.Content.ReadAsStringAsync()).Should().Be(body);
        }
    }

    [Test]
    public async Task AnErrorWhoseBodyBreaksOffIsJudgedByItsStatus()
    {
        var server = new ScriptedHandler(Body(new ScriptedStream("{", StreamEnd.Broken), 500), Status(200, "picture"));

        using var response = await PostAsync(server);

        (await response.Content.ReadAsStringAsync()).Should().Be("picture");
    }

    [TestCase(0)]
    [TestCase(1)]
    public async Task AnErrorWhoseBodyBreaksOffIsNotTakenForWhole(int maxRetries)
    {
        var server = new ScriptedHandler(
            Enumerable.Range(0, maxRetries + 1)
                .Select(_ => Body(new ScriptedStream("{", StreamEnd.Broken), 500)).ToArray());

        var post = () => PostAsync(server, new RetryHandler { MaxRetries = maxRetries });

        await post.Should().ThrowAsync<HttpRequestException>();
    }

    [Test]
    public async Task ACallThatIsCancelledDuringTheAttemptIsNotRepeated()
    {
        var server = new ScriptedHandler(Silence());
        using var cancellation = new CancellationTokenSource();

        var post = PostAsync(server, new RetryHandler { RetryTimeouts = true }, cancellation.Token);
        await server.Asked;
        await cancellation.CancelAsync();

        await ShouldBeCancelledAsync(post, cancellation.Token);
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task ACallThatIsCancelledDuringTheWaitIsNotRepeated()
    {
        using var cancellation = new CancellationTokenSource();
        var server = new ScriptedHandler(Status(503));
        var retries = new RetryHandler { TimeProvider = new CancellingTime(cancellation) };

        await ShouldBeCancelledAsync(PostAsync(server, retries, cancellation.Token), cancellation.Token);

        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task ACallThatWasCancelledBeforeIsNotSent()
    {
        var server = new ScriptedHandler(Silence());
        var cancelled = new CancellationToken(canceled: true);

        await ShouldBeCancelledAsync(PostAsync(server, null, cancelled), cancelled);
    }

    private static async Task ShouldBeCancelledAsync(Task post, CancellationToken cancellationToken)
    {
        var thrown = await post.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        thrown.Which.CancellationToken.Should().Be(cancellationToken);
        thrown.Which.InnerException.Should().NotBeOfType<TimeoutException>("the caller cancelled, no time was over");
    }

    private async Task<HttpResponseMessage> PostAsync(
        ScriptedHandler server, RetryHandler? retries = null, CancellationToken cancellationToken = default)
    {
        retries ??= new RetryHandler();
        retries.InnerHandler = server;
        if (retries.TimeProvider == TimeProvider.System)
        {
            retries.TimeProvider = _time;
        }

        using var client = new HttpClient(retries);
        return await client.PostAsync("http://localhost/", new StringContent("prompt"), cancellationToken);
    }

    /// <summary>Cancels as soon as someone waits for less than the time-out.</summary>
    private sealed class CancellingTime(CancellationTokenSource cancellation) : TimeProvider
    {
        private readonly ManualTime _time = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < TimeSpan.FromMinutes(1))
            {
                ThreadPool.QueueUserWorkItem(_ => cancellation.Cancel());
            }

            return _time.CreateTimer(callback, state, dueTime, period);
        }
    }
}
