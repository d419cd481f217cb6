using static OpenAIImages.Generated.Tests.ScriptedHandler;

namespace OpenAIImages.Generated.Tests;

/// <summary>Which failures <see cref="RetryHandler"/> retries, and how often.</summary>
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
    public async Task Transient_failure_is_retried_twice(int status)
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
    public async Task Any_other_status_is_not_retried(int status)
    {
        var server = new ScriptedHandler(Status(status, "body"));

        using var response = await PostAsync(server);

        server.Requests.Should().ContainSingle();
        (await response.Content.ReadAsStringAsync()).Should().Be("body");
    }

    [TestCase(0, 1)]
    [TestCase(1, 2)]
    [TestCase(5, 6)]
    public async Task MaxRetries_counts_the_attempts_after_the_first(int maxRetries, int attempts)
    {
        var server = new ScriptedHandler(Status(503));

        using var response = await PostAsync(server, new RetryHandler { MaxRetries = maxRetries });

        server.Requests.Should().HaveCount(attempts);
    }

    [Test]
    public async Task First_successful_response_ends_the_retries()
    {
        var abandoned = new ScriptedStream("busy", StreamEnd.Broken);
        var server = new ScriptedHandler(Body(abandoned, status: 503), Status(200, "picture"), Status(500));

        using var response = await PostAsync(server);

        (await response.Content.ReadAsStringAsync()).Should().Be("picture");
        server.Requests.Should().HaveCount(2);
        abandoned.IsDisposed.Should().BeTrue("the connection of a response that is not used must be released");
    }

    [Test]
    public async Task Failed_connection_is_retried()
    {
        var server = new ScriptedHandler(
            Failure(new HttpRequestException(HttpRequestError.ConnectionError)),
            Failure(new HttpRequestException("reset", new IOException())),
            Status(200, "picture"));

        using var response = await PostAsync(server);

        (await response.Content.ReadAsStringAsync()).Should().Be("picture");
    }

    [Test]
    public async Task Last_failure_of_the_connection_is_thrown()
    {
        var server = new ScriptedHandler(
            Failure(new HttpRequestException("first")), Failure(new HttpRequestException("last")));

        var post = () => PostAsync(server, new RetryHandler { MaxRetries = 1 });

        (await post.Should().ThrowExactlyAsync<HttpRequestException>()).WithMessage("last");
    }

    [TestCase(HttpRequestError.InvalidResponse)]
    [TestCase(HttpRequestError.ConfigurationLimitExceeded)]
    public async Task Invalid_response_is_not_retried(HttpRequestError error)
    {
        var server = new ScriptedHandler(Failure(new HttpRequestException(error)));

        var post = () => PostAsync(server);

        await post.Should().ThrowAsync<HttpRequestException>();
        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Exception_that_is_not_of_the_connection_is_not_retried()
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
    public async Task Header_x_should_retry_overrules_the_status_of_an_error(
        int status, string shouldRetry, int attempts)
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
    public async Task Permanent_error_is_not_retried_whatever_the_headers_say(string body, int attempts)
    {
        var server = new ScriptedHandler(Status(429, body, ("x-should-retry", "true"), ("retry-after-ms", "1")));

        using var response = await PostAsync(server);

        server.Requests.Should().HaveCount(attempts);
        (await response.Content.ReadAsStringAsync()).Should().Be(body, "the caller reads the error from its start");
    }

    [Test]
    public async Task Long_error_is_inspected_at_its_start_and_can_be_read_whole()
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
    public async Task Error_with_a_broken_body_is_retried_by_its_status()
    {
        var server = new ScriptedHandler(Body(new ScriptedStream("{", StreamEnd.Broken), 500), Status(200, "picture"));

        using var response = await PostAsync(server);

        (await response.Content.ReadAsStringAsync()).Should().Be("picture");
    }

    [TestCase(0)]
    [TestCase(1)]
    public async Task Error_with_a_broken_body_throws_after_the_last_attempt(int maxRetries)
    {
        var server = new ScriptedHandler(
            Enumerable.Range(0, maxRetries + 1)
                .Select(_ => Body(new ScriptedStream("{", StreamEnd.Broken), 500)).ToArray());

        var post = () => PostAsync(server, new RetryHandler { MaxRetries = maxRetries });

        await post.Should().ThrowAsync<HttpRequestException>();
    }

    [Test]
    public async Task Call_canceled_during_an_attempt_is_not_retried()
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
    public async Task Call_canceled_during_the_delay_is_not_retried()
    {
        using var cancellation = new CancellationTokenSource();
        var server = new ScriptedHandler(Status(503));
        var retries = new RetryHandler { TimeProvider = new CancellingTime(cancellation) };

        await ShouldBeCancelledAsync(PostAsync(server, retries, cancellation.Token), cancellation.Token);

        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Call_canceled_before_it_starts_throws()
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

    /// <summary>Cancels as soon as a timer is shorter than the timeout.</summary>
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
