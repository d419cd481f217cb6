using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace OpenAIImages.Generated.Tests;

/// <summary>
/// Random bytes and mutated responses result in images or an ApiException, in bounded time and memory. To run more of
/// them, with another seed: <c>FUZZ_INPUTS=5000000 FUZZ_SEED=7 dotnet test --filter FuzzTests</c>.
/// </summary>
[Category("Long")]
public class FuzzTests
{
    private const string Picture = Fault.Picture;

    private static readonly string[] Responses =
    [
        Fault.Images,
        """{"created":1589478378,"data":[{"url":"https://images.test/1"},"""
            + """{"url":"https://images.test/2","revised_prompt":"é\n"}]}""",
        $$"""{"data":[{"url":"","b64_json":"data:image/png;base64,{{Picture}}"},"""
            + $$"""{"b64_json":"{{Picture[..^2]}}"}],"created":1.5}""",
        $$"""{"created":null,"data":[{"b64_json":"{{Picture}}"}]"""
            + ""","usage":{"input_tokens":1,"input_tokens_details":{"text_tokens":1} }""",
        """{"created":1,"data":null,"background":"auto","svg_usage":{"model":"m"},"extra":{"deep":[[{"a":1e3}]]}}""",
    ];

    private static readonly string[] Events =
    [
        $$"""data: {"type":"image_generation.completed","b64_json":"{{Picture}}","usage":{"total_tokens":3} }"""
            + "\n\n",
        $$"""data: {"type":"image_generation.partial_image","partial_image_index":0,"b64_json":"{{Picture}}"}"""
            + "\n\n",
        "event: image_generation.completed\r\n"
            + $$"""data: {"created_at":1,{{"\r\n"}}data: "b64_json":"{{Picture}}"}""" + "\r\n\r\n",
        """event: error""" + "\n" + """data: {"error":{"code":"moderation_blocked","message":"No."}}""" + "\n\n",
        ": keep-alive\n\ndata: [DONE]\n\n",
    ];

    private static readonly string[] Errors =
    [
        """{"error":{"code":"invalid_size","message":"No.","param":"size","type":"invalid_request_error"}}""",
        """{"error":{"code":"moderation_blocked","message":"No.","moderation_details":{"categories":["x"]}"""
            + ""","inner_error":{}}}""",
        """{"detail":[{"loc":["body","prompt"],"msg":"field required"}]}""",
        "<html><body>502 Bad Gateway</body></html>",
    ];

    private static int Inputs => Parameter("FUZZ_INPUTS", 110_000);

    [Test]
    public Task Mutated_responses_are_read_or_throw_ApiException() =>
        FuzzAsync(Responses, 200, "application/json", Inputs * 5 / 11);

    [Test]
    public Task Mutated_streams_are_read_or_throw_ApiException() =>
        FuzzAsync(Events, 200, "text/event-stream", Inputs * 5 / 11);

    [Test]
    public Task Mutated_errors_throw_ApiException() => FuzzAsync(Errors, 400, "application/json", Inputs / 11);

    private static async Task FuzzAsync(string[] samples, int status, string contentType, int inputs)
    {
        var seed = Parameter("FUZZ_SEED", 20261122);
        var mutator = new Mutator(seed, samples);
        var server = new BytesHandler((HttpStatusCode)status, contentType, new Random(seed));
        using var http = new HttpClient(server);
        using var client = new ImagesClient(FaultClient.Options(new Uri("http://localhost/"), new ManualTime()), http);
        var form = contentType == "text/event-stream" ? CallForm.Events : CallForm.Buffered;
        var images = 0;
        var slowest = TimeSpan.Zero;
        var most = 0L;
        for (var input = 0; input < inputs; input++)
        {
            server.Bytes = mutator.Next();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            try
            {
                await FaultClient.CallAsync(client, input % 2 == 0 ? form : CallForm.Direct);
                images++;
            }
            catch (ApiException)
            {
                // As documented.
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}, input {input}: {Convert.ToBase64String(server.Bytes)}\n{exception}");
            }

            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - allocated);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
        }

        TestContext.Out.WriteLine(
            $"{inputs} inputs with seed {seed}: {images} read as a response, "
            + $"slowest {slowest.TotalMilliseconds:0} ms, most allocated {most / 1024} KiB");
        slowest.Should().BeLessThan(TimeSpan.FromSeconds(10));
        most.Should().BeLessThan(4 * 1024 * 1024);
    }

    private static int Parameter(string name, int byDefault) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : byDefault;

    /// <summary>Responds with given bytes, in pieces of random length.</summary>
    private sealed class BytesHandler(HttpStatusCode status, string contentType, Random random) : HttpMessageHandler
    {
        public byte[] Bytes { get; set; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new StreamContent(new PiecewiseStream(Bytes, random));
            content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
            return Task.FromResult(new HttpResponseMessage(status) { Content = content, RequestMessage = request });
        }
    }

    private sealed class PiecewiseStream(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, random.Next(1, 80))], cancellationToken);
    }
}
