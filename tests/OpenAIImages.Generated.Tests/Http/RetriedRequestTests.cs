using System.Text;
using static OpenAIImages.Generated.Tests.ScriptedHandler;

namespace OpenAIImages.Generated.Tests;

/// <summary>What <see cref="RetryHandler"/> sends with each attempt, and its properties.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RetriedRequestTests : IDisposable
{
    private const string ClientRequestId = "X-Client-Request-Id";

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly ScriptedHandler _server = new(Status(503));

    public void Dispose() => _server.Dispose();

    [Test]
    public async Task All_attempts_of_a_request_have_the_same_client_request_id()
    {
        await SendAsync(Request());
        await SendAsync(Request());

        var ids = _server.Requests.ConvertAll(request => request.Headers.GetValues(ClientRequestId).Single());
        ids.Should().HaveCount(6).And.AllSatisfy(id => Guid.TryParse(id, out _).Should().BeTrue());
        ids[..3].Distinct().Should().ContainSingle();
        ids[3..].Distinct().Should().ContainSingle().Which.Should().NotBe(ids[0]);
    }

    [Test]
    public async Task Client_request_id_of_the_caller_is_kept()
    {
        var longest = "the first ~ and the last " + new string('x', 487);
        var request = Request();
        request.Headers.Add(ClientRequestId, longest);

        await SendAsync(request);

        _server.Requests.Should().OnlyContain(sent => sent.Headers.GetValues(ClientRequestId).Single() == longest);
    }

    [Test]
    public async Task Client_request_id_that_the_api_would_reject_throws()
    {
        foreach (var id in new[] { new string('x', 513), "Nürnberg", "tab\there" })
        {
            var request = Request();
            request.Headers.TryAddWithoutValidation(ClientRequestId, id);

            var send = () => SendAsync(request);

            (await send.Should().ThrowAsync<ArgumentException>()).WithMessage("X-Client-Request-Id must be*");
        }

        _server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Each_attempt_sends_the_whole_request()
    {
        var content = new StreamContent(new ReadOnceStream("prompt"));
        content.Headers.Add("Content-Type", "application/json");
        var request = new HttpRequestMessage(HttpMethod.Put, "http://localhost/path") { Content = content };
        request.Headers.Add("Accept", "application/json");
        request.Options.Set(new HttpRequestOptionsKey<string>("option"), "value");

        await SendAsync(request);

        _server.Bodies.Should().Equal("prompt", "prompt", "prompt");
        _server.Requests.Should().OnlyContain(sent =>
            sent.Method == HttpMethod.Put
            && sent.RequestUri == new Uri("http://localhost/path")
            && sent.Headers.Accept.ToString() == "application/json"
            && sent.Content!.Headers.ContentType!.ToString() == "application/json"
            && sent.Options.Any(option => option.Key == "option" && (string?)option.Value == "value"));
    }

    [Test]
    public async Task Content_is_not_read_when_the_call_is_already_canceled()
    {
        var stream = new ReadOnceStream("prompt");
        var request =
            new HttpRequestMessage(HttpMethod.Post, "http://localhost/") { Content = new StreamContent(stream) };
        using var invoker = new HttpMessageInvoker(new RetryHandler(_server));

        var send = () => invoker.SendAsync(request, new CancellationToken(canceled: true));

        await send.Should().ThrowAsync<OperationCanceledException>();
        stream.Position.Should().Be(0);
    }

    [Test]
    public async Task ToString_of_an_attempt_has_no_headers_and_no_query()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/path?secret");
        request.Headers.Add("api-key", "secret");

        await SendAsync(request);

        _server.Requests[0].ToString().Should().Be("GET http://localhost/path");
    }

    [Test]
    public async Task Headers_of_an_inner_handler_are_added_once_per_attempt()
    {
        await SendAsync(Request(), new AddingHandler { InnerHandler = _server });

        _server.Requests.Should().HaveCount(3)
            .And.OnlyContain(sent => sent.Headers.GetValues("X-Added").Count() == 1);
    }

    [Test]
    public void Properties_with_invalid_values_throw()
    {
        using var handler = new RetryHandler();
        var bad = new Action[]
        {
            () => handler.MaxRetries = -1,
            () => handler.Timeout = TimeSpan.Zero,
            () => handler.Timeout = TimeSpan.FromSeconds(-5),
            () => handler.Timeout = TimeSpan.FromDays(25),
            () => handler.Timeout = Longest + TimeSpan.FromMilliseconds(1),
        };

        bad.Should().AllSatisfy(set => set.Should().Throw<ArgumentOutOfRangeException>());
        handler.Invoking(it => it.TimeProvider = null!).Should().Throw<ArgumentNullException>();
        handler.Invoking(it => it.Timeout = Longest).Should().NotThrow();
        handler.Invoking(it => it.Timeout = Timeout.InfiniteTimeSpan).Should().NotThrow();
        handler.MaxRetries.Should().Be(2);
    }

    [Test]
    public void Defaults_are_two_retries_ten_minutes_and_no_retry_after_a_timeout()
    {
        using var handler = new RetryHandler();

        handler.MaxRetries.Should().Be(2);
        handler.Timeout.Should().Be(TimeSpan.FromMinutes(10));
        handler.RetryTimeouts.Should().BeFalse();
        handler.TimeProvider.Should().BeSameAs(TimeProvider.System);
    }

    [Test]
    public async Task Properties_cannot_be_set_after_the_first_request()
    {
        var handler = new RetryHandler(_server) { MaxRetries = 0 };
        using var client = new HttpClient(handler);
        await client.SendAsync(Request());

        handler.Invoking(it => it.MaxRetries = 3)
            .Should().Throw<InvalidOperationException>().WithMessage("*after it has sent a request*");
        handler.Invoking(it => it.RetryTimeouts = true).Should().Throw<InvalidOperationException>();
    }

    [Test]
    public void Send_throws_NotSupportedException()
    {
        using var client = new HttpClient(new RetryHandler(_server));

        client.Invoking(it => it.Send(Request()))
            .Should().Throw<NotSupportedException>().WithMessage("*use SendAsync*");
    }

    private static HttpRequestMessage Request() =>
        new(HttpMethod.Post, "http://localhost/") { Content = new StringContent("prompt") };

    private async Task SendAsync(HttpRequestMessage request, HttpMessageHandler? below = null)
    {
        var time = new ManualTime { SkipUpTo = TimeSpan.FromMinutes(1) };
        using var client = new HttpClient(new RetryHandler(below ?? _server) { TimeProvider = time }, false);
        using var response = await client.SendAsync(request);
    }

    private sealed class AddingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Added", "value");
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class ReadOnceStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override bool CanSeek => false;
    }
}
