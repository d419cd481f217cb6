using System.Net;
using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>
/// After each await, a call continues without the synchronization context of the caller: a user interface that blocks
/// on a call must not deadlock.
/// </summary>
public class ContextTests
{
    private const string Picture = """{"data":[{"b64_json":"QUJD"}]}""";
    private const string Address = """{"data":[{"url":"https://images.example.com/1"}]}""";
    private const string Events =
        "event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\",\"b64_json\":\"QUJD\"}\n\n";

    /// <summary>A call that waits for a task, which completes only after the call has returned.</summary>
    private delegate Task Call(Task late, ImageFolder folder);

    private static TestCaseData[] Calls =>
    [
        Case("the key", (late, _) => CreateAsync(Client(Server(Picture), key: late))),
        Case("the response", (late, _) => CreateAsync(Client(Server(Picture, before: late)))),
        Case("the body", (late, _) => CreateAsync(Client(Server(Picture, within: late)))),
        Case("the body of a failure", (late, _) => FailAsync(Client(Server("{}", within: late, status: 400)))),
        Case(
            "the response, with retries", (late, _) => CreateAsync(Client(WithRetries(Server(Picture, before: late))))),
        Case("the body, with retries", (late, _) => CreateAsync(Client(WithRetries(Server(Picture, within: late))))),
        Case("the body of a failure, with retries", (late, _) => FailAsync(Client(WithRetries(
            Server("""{"error":{"code":"insufficient_quota"}}""", within: late, status: 429))))),
        Case("a body that is sent", (late, _) => new HttpClient(WithRetries(Server("")))
            .PostAsync("https://api.example.com/", new StreamContent(new LateStream(read: late)))),
        Case("a copy of the body", (late, _) => new HttpClient(WithRetries(Server("{}", within: late)))
            .GetStringAsync("https://api.example.com/")),
        Case("a stream that takes an image", (late, _) => WriteAsync(new LateStream(write: late))),
        Case("a stream that is flushed", (late, _) => WriteAsync(new LateStream(flush: late))),
        Case("a stream that is closed", (late, _) => WriteAsync(new LateStream(close: late))),
        Case("a file", (late, folder) => Client(Server(Picture, before: late))
            .SaveImagesAsync(Otter, folder.PathOf("a.png"))),
        Case("a file's download", (late, folder) => Client(Server(Address, "GIF89a", within: late))
            .SaveImagesAsync(Otter, folder.PathOf("a.png"))),
        Case("an image's download", (late, folder) => Client(Server("GIF89a", before: late))
            .SaveImageAsync(Remote, folder.PathOf("a.png"))),
        Case(
            "an image's body", (late, _) => Client(Server("GIF89a", within: late)).CopyImageAsync(Remote, Stream.Null)),
        Case("an image's refusal", (late, _) => RefuseAsync(Client(Server("gone", within: late, status: 403)))),
        Case("a copy", (late, _) => Client(Server(""))
            .CopyImageAsync(new Image { Bytes = [1] }, new LateStream(write: late))),
        Case("an event's response", (late, _) => FirstEventAsync(
            Client(Server(Events, before: late, type: "text/event-stream")))),
        Case("an event", (late, _) => FirstEventAsync(Client(Server(Events, within: late, type: "text/event-stream")))),
        Case("a response as an event", (late, _) => FirstEventAsync(Client(Server(Picture, within: late)))),
    ];

    private static CreateImageRequest Otter => new() { Prompt = "otter" };

    private static Image Remote => new() { Url = new Uri("https://images.example.com/1") };

    [TestCaseSource(nameof(Calls))]
    public async Task Call_does_not_return_to_the_synchronization_context_of_the_caller(Delegate start)
    {
        using var folder = new ImageFolder();
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = new CountingContext();
        var before = SynchronizationContext.Current;
        Task call;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            call = ((Call)start)(late.Task, folder);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        call.IsCompleted.Should().BeFalse("it waits for what is late");
        late.SetResult();
        await call;
        context.Posts.Should().Be(0);
    }

    private static TestCaseData Case(string name, Call call) => new TestCaseData(call).SetArgDisplayNames(name);

    private static ImagesClient Client(HttpMessageHandler handler, Task? key = null)
    {
        var options = new ImagesClientOptions { DownloadWithHttpClient = true };
        if (key is null)
        {
            options.ApiKey = MockApi.Key;
        }
        else
        {
            options.ApiKeyProvider = async _ =>
            {
                await key.ConfigureAwait(false);
                return MockApi.Key;
            };
        }

        return new ImagesClient(options, new HttpClient(handler));
    }

    private static RetryHandler WithRetries(LateHandler server) => new() { InnerHandler = server };

    private static Task<ImagesResponse> CreateAsync(ImagesClient client) => client.CreateImageAsync(Otter);

    private static Task FailAsync(ImagesClient client) => ExpectAsync<ApiException>(client.CreateImageAsync(Otter));

    private static Task RefuseAsync(ImagesClient client) =>
        ExpectAsync<ApiException>(client.CopyImageAsync(Remote, Stream.Null));

    private static Task<ImagesResponse> WriteAsync(Stream stream) =>
        Client(Server(Picture)).CreateImageAsync(Otter, _ => stream);

    private static Task<bool> FirstEventAsync(ImagesClient client) =>
        client.CreateImageStreamAsync(Otter).GetAsyncEnumerator().MoveNextAsync().AsTask();

    private static async Task ExpectAsync<T>(Task call)
        where T : Exception
    {
        try
        {
            await call.ConfigureAwait(false);
            Assert.Fail("It must fail.");
        }
        catch (T)
        {
        }
    }

    private static LateHandler Server(
        string first,
        string? second = null,
        Task? before = null,
        Task? within = null,
        int status = 200,
        string type = "application/json") =>
        new(first, second, before, within, status, type);

    /// <summary>Responds at once, except for what is late: the response, or the body of the last response.</summary>
    private sealed class LateHandler(string first, string? second, Task? before, Task? within, int status, string type)
        : HttpMessageHandler
    {
        private bool _isSecond;

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isLast = second is null || _isSecond;
            var body = _isSecond ? second! : first;
            _isSecond = true;
            var content = new StreamContent(new LateStream(body, read: isLast ? within : null));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = content };
            return before is null ? Task.FromResult(response) : AfterAsync();

            async Task<HttpResponseMessage> AfterAsync()
            {
                await before.ConfigureAwait(false);
                return response;
            }
        }
    }

    /// <summary>A stream whose operations complete at once, except for the late ones.</summary>
    private sealed class LateStream(
        string text = "", Task? read = null, Task? write = null, Task? flush = null, Task? close = null)
        : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await (read ?? Task.CompletedTask).ConfigureAwait(false);
            return Read(buffer.Span);
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await (read ?? Task.CompletedTask).ConfigureAwait(false);
            await base.CopyToAsync(destination, bufferSize, cancellationToken).ConfigureAwait(false);
        }

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(write ?? Task.CompletedTask);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            write ?? Task.CompletedTask;

        public override Task FlushAsync(CancellationToken cancellationToken) => flush ?? Task.CompletedTask;

        public override async ValueTask DisposeAsync()
        {
            await (close ?? Task.CompletedTask).ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Counts what is posted to it, and runs it on the thread pool.</summary>
    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            ThreadPool.QueueUserWorkItem(_ => d(state));
        }
    }
}
