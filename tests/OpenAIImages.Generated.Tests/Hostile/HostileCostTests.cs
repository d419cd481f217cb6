using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>The cost of reading or refusing a response that is made to be expensive.</summary>
[NonParallelizable] // Allocations of other tests would count.
[Category("Long")]
public class HostileCostTests
{
    private const int Mega = 1024 * 1024;

    // What a refusal keeps: a text of 1 MiB, as bytes and characters, redacted and parsed for an error.
    private const long Kept = 40L * Mega;

    [TestCase("{\"created\":", "1", "")]
    [TestCase("{\"created\":-", "1", "}")]
    [TestCase("{\"created\":1.", "1", "}")]
    [TestCase("{\"created\":1e", "1", "}")]
    [TestCase("{\"created\":", "n", "}")]
    [TestCase("{\"data\":[{\"url\":", "1", "}]}")]
    [TestCase("{\"data\":[{\"b64_json\":", "1", "}]}")]
    [TestCase("[", "1", "]")]
    public async Task CreateImageAsync_ends_at_a_literal_of_16_MB(string start, string part, string end)
    {
        using var body = new ChunkedStream(Repeat(start, part, 16 * Mega, end), Arrival.AtOnce);
        ApiException? failure = null;

        var cost = await Allocations.OfAsync(async () => failure = await FailAsync(body));

        failure!.Message.Should().Contain("more than 1000 characters");
        cost.Should().BeLessThan(Kept);
        body.BytesRead.Should().BeLessThan(2 * Mega);
    }

    [Test]
    public async Task CreateImageStreamAsync_ends_at_a_literal_of_16_MB()
    {
        var body = Repeat("data: {\"type\":\"image_generation.completed\",\"created_at\":", "1", 16 * Mega, "}\n\n");
        ApiException? failure = null;

        await Allocations.OfAsync(async () => failure = await FailAsync(
            new MemoryStream(body), contentType: EventStream.ContentType));

        failure!.Message.Should().Contain("more than 1000 characters");
        failure.Response!.Length.Should().BeLessThanOrEqualTo(Mega);
    }

    [Test]
    public async Task CreateImageAsync_ends_at_a_literal_of_an_error()
    {
        var body = Repeat("{\"error\":{\"message\":\"M\",\"code\":", "1", 4 * Mega, "}}");
        using var api = new MockApi(MockApi.Body(body, "application/json", System.Net.HttpStatusCode.BadRequest));

        (await Allocations.OfAsync(() => api.FailAsync())).Should().BeLessThan(Kept);
    }

    [TestCase("{\"data\":[{\"b64_json\":\"", "QUJD", "\"}]}", "application/json")]
    [TestCase("{\"x\":\"", "text", "\"}", "application/json")]
    [TestCase("{\"x\":\"", "\\u00e9", "\"}", "application/json")]
    [TestCase("{\"data\":[", "{},", "{}]}", "application/json")]
    [TestCase("\u0089PNG\r\n\u001a\n", "picture", "", "image/png")]
    [TestCase("event: x\ndata: ", "text", "\n\n", EventStream.ContentType)]
    public async Task CreateImageAsync_refuses_a_body_over_the_limit_within_twice_its_size(
        string start, string part, string end, string contentType)
    {
        const int Limit = 32 * Mega;
        var body = Repeat(start, part, Limit + Mega, end);
        if (start[0] == '\u0089') body = [0x89, .. body[2..]]; // Latin-1, not UTF-8.
        ApiException? failure = null;

        var cost = await Allocations.OfAsync(async () => failure = await FailAsync(
            new MemoryStream(body), Limit, contentType));

        failure!.Message.Should().MatchRegex("larger than|too large|more than");
        (failure.Response?.Length ?? 0).Should().BeLessThanOrEqualTo(Mega);
        cost.Should().BeLessThan((2L * Limit) + Kept);
    }

    [TestCase("{\"data\":[{\"url\":\"", "text", "")]
    [TestCase("{\"data\":[{\"b64_json\":\"", "QUJD", "")]
    [TestCase("{\"data\":[{\"b64_json\":\"", "QUJD", "*\"}]}")]
    [TestCase("{\"", "name", "")]
    [TestCase("{\"x\":\"", "text", "\",\"y\":\"z")]
    public async Task CreateImageAsync_keeps_of_a_string_that_breaks_off_no_more_than_twice_its_size(
        string start, string part, string end)
    {
        const int Size = 32 * Mega;
        var body = Repeat(start, part, Size, end);
        ApiException? failure = null;

        var cost = await Allocations.OfAsync(async () => failure = await FailAsync(new MemoryStream(body)));

        failure!.Response!.Length.Should().BeLessThanOrEqualTo(Mega);
        cost.Should().BeLessThan((2L * Size) + Kept);
    }

    [Test]
    public Task CreateImageAsync_reads_names_that_come_twice_in_linear_time() => Allocations.ShouldBeLinearAsync(
        count => ReadAsync("{" + Names(count) + "," + Names(count) + ",\"data\":[{\"url\":\"/\"}]}"), 80_000);

    [Test]
    public Task CreateImageAsync_reads_names_of_an_item_that_come_twice_in_linear_time() =>
        Allocations.ShouldBeLinearAsync(
            count => ReadAsync("{\"data\":[{" + Names(count) + "," + Names(count) + ",\"url\":\"/\"}]}"), 80_000);

    [Test]
    public Task CreateImageAsync_reads_an_error_with_names_that_come_twice_in_linear_time() =>
        Allocations.ShouldBeLinearAsync(
            async count =>
            {
                var body = "{\"error\":{" + Names(count) + "," + Names(count) + ",\"message\":\"M\"}}";
                using var api = new MockApi(MockApi.Json(body, System.Net.HttpStatusCode.BadRequest));
                await api.FailAsync();
            },
            40_000);

    [TestCase("1")]
    [TestCase("1s")]
    [TestCase("s")]
    [TestCase(".")]
    public async Task ResponseMetadata_reads_no_duration_from_62_KB(string part)
    {
        var value = string.Concat(Enumerable.Repeat(part, 62 * 1024 / part.Length));
        using var api = new MockApi(MockApi.Json(
            MockApi.UrlResponse, headers: ("x-ratelimit-reset-requests", value)));
        using var client = api.Client();
        ImagesResponse? response = null;

        var cost = await Allocations.OfAsync(async () => response = await client.CreateImageAsync(MockApi.Otter));

        cost.Should().BeLessThan(8 * Mega);
        (response!.Metadata.RateLimits?.Requests?.Reset).Should().BeNull();
    }

    [TestCase("data: x\n\n")]
    [TestCase("event: ping\ndata: x\n\n")]
    [TestCase("event: ping\ndata: {\n\n")]
    [TestCase("event: ping\ndata: {\"a\":b\n\n")]
    [TestCase("data: []\n\n")]
    public async Task CreateImageStreamAsync_skips_an_event_without_an_exception_or_a_buffer(string item)
    {
        const int Count = 20_000;
        var body = string.Concat(Enumerable.Repeat(item, Count)) + EventStream.Completed();
        await EventStream.ReadAsync(body);
        var exceptions = 0;
        EventHandler<System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs> count = (_, _) => exceptions++;
        AppDomain.CurrentDomain.FirstChanceException += count;

        var cost = await Allocations.OfAsync(() => EventStream.ReadAsync(body));

        AppDomain.CurrentDomain.FirstChanceException -= count;
        exceptions.Should().BeLessThan(100);
        cost.Should().BeLessThan((Count * 300L) + Kept);
    }

    [Test]
    public async Task CreateImageStreamAsync_ends_where_event_after_event_is_not_valid_JSON()
    {
        // Each costs an exception of the JSON reader.
        const string Broken = "event: ping\ndata: {\"a\":tru}\n\n";

        var events = await EventStream.ReadAsync(
            string.Concat(Enumerable.Repeat(Broken, 1000)) + EventStream.Completed());
        var (_, failure) = await EventStream.FailAsync(
            string.Concat(Enumerable.Repeat(Broken, 1001)) + EventStream.Completed());

        events.Should().ContainSingle();
        failure.Message.Should().Contain("more than 1000 events that are not valid JSON");
    }

    [Test]
    public async Task CreateImageAsync_ends_at_its_time_limit_while_it_parses()
    {
        // The last byte has come when the clock moves: nothing waits for the server any more.
        var time = new ManualTime();
        using var api = new MockApi(MockApi.Json("{\"data\":[{\"b64_json\":\"QUJD\"}]," + Names(1000) + "}"));
        using var client = api.Client(options => options.TimeProvider = time);

        var call = () => client.CreateImageAsync(
            MockApi.Otter, _ => new ClosingStream(() => time.Advance(TimeSpan.FromHours(1))));

        (await call.Should().ThrowAsync<TaskCanceledException>()).WithInnerException<TimeoutException>();
    }

    private static string Names(int count) => string.Join(",", Enumerable.Range(0, count).Select(i => $"\"n{i}\":0"));

    private static Task<Reading> ReadAsync(string body) => Reading.OfAsync(body, Form.Buffered);

    private static byte[] Repeat(string start, string part, int length, string end) => Encoding.UTF8.GetBytes(
        start + new StringBuilder(length).Insert(0, part, length / part.Length) + end);

    private static async Task<ApiException> FailAsync(
        Stream body, long? limit = null, string contentType = "application/json")
    {
        using var client = Reading.ClientFor(Reading.ContentOf(body, contentType), limit);
        try
        {
            await client.CreateImageAsync(Reading.Request);
        }
        catch (ApiException failure)
        {
            return failure;
        }

        throw new AssertionException("An ApiException was expected.");
    }

    private sealed class ClosingStream(Action closed) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            closed();
            base.Dispose(disposing);
        }
    }
}
