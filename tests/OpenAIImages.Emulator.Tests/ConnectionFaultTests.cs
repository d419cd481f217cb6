using System.Net;
using System.Text;

namespace OpenAIImages.Emulator.Tests;

/// <summary>Connections that are dropped, and streams that break.</summary>
public class ConnectionFaultTests
{
    private const string Request =
        """{"prompt": "otter", "model": "dall-e-2", "size": "256x256", "response_format": "b64_json"}""";

    private const string Stream =
        """{"prompt": "otter", "model": "gpt-image-2", "size": "1024x640", "stream": true, "partial_images": 2}""";

    [TestCase(Request)]
    [TestCase(Stream)]
    public async Task DropBeforeResponse_sends_nothing(string request)
    {
        await using var emulator = await StartAsync(EmulatorFault.DropBeforeResponse().Once());

        await emulator.Awaiting(it => it.StartPostAsync(request)).Should().ThrowAsync<HttpRequestException>();
        (await emulator.PostAsync(request)).EnsureSuccessStatusCode();
        emulator.Emulator.Requests.Select(it => it.StatusCode).Should().Equal(null, 200);
    }

    [TestCase(Request)]
    [TestCase(Stream)]
    public async Task DropBeforeBody_sends_the_headers(string request)
    {
        await using var emulator = await StartAsync(EmulatorFault.DropBeforeBody());

        var (body, broke) = await ReadAsync(emulator, request);

        body.Should().BeEmpty();
        broke.Should().BeTrue();
    }

    [TestCase(Request, 100)]
    [TestCase(Request, 1000)]
    [TestCase(Stream, 5000)]
    public async Task DropWithinBody_sends_so_many_bytes(string request, int length)
    {
        await using var emulator = await StartAsync(EmulatorFault.DropWithinBody(length).Once());

        var (body, broke) = await ReadAsync(emulator, request);
        var (whole, _) = await ReadAsync(emulator, request);

        broke.Should().BeTrue();
        body.Should().HaveCount(length);
        Encoding.UTF8.GetString(body).Should().Be(Encoding.UTF8.GetString(whole, 0, length));
    }

    [TestCase(Request)]
    [TestCase(Stream)]
    public async Task DropAfterBody_sends_everything_and_breaks_all_the_same(string request)
    {
        await using var emulator = await StartAsync(EmulatorFault.DropAfterBody().Once());

        var (body, broke) = await ReadAsync(emulator, request);
        var (whole, ended) = await ReadAsync(emulator, request);

        (broke, ended).Should().Be((true, false));
        body.Should().Equal(whole);
    }

    [Test]
    public async Task DropWithinBody_of_an_error_cuts_it()
    {
        await using var emulator = await StartAsync(EmulatorFault.DropWithinBody(20), EmulatorFault.Status(500));

        var (body, broke) = await ReadAsync(emulator, Request, HttpStatusCode.InternalServerError);

        broke.Should().BeTrue();
        body.Should().HaveCount(20);
    }

    [Test]
    public async Task StreamError_sends_an_error_after_the_previews()
    {
        await using var emulator = await StartAsync(EmulatorFault.StreamError("moderation_blocked"));

        var (body, broke) = await ReadAsync(emulator, Stream);

        broke.Should().BeFalse();
        EventsOf(body).Should().Equal("image_generation.partial_image", "image_generation.partial_image", "error");
        Encoding.UTF8.GetString(body).Should().EndWith("}}\n\n").And.Contain("\"code\":\"moderation_blocked\"");
    }

    [Test]
    public async Task StreamEnd_ends_properly_without_an_image()
    {
        await using var emulator = await StartAsync(EmulatorFault.StreamEnd());

        var (body, broke) = await ReadAsync(emulator, Stream);

        broke.Should().BeFalse();
        EventsOf(body).Should().Equal("image_generation.partial_image", "image_generation.partial_image");
    }

    [TestCase(2)]
    [TestCase(0)]
    public async Task StreamStall_sends_the_previews_and_nothing_more(int previews)
    {
        await using var emulator = await StartAsync(EmulatorFault.StreamStall());
        using var response = await emulator.StartPostAsync(Stream.Replace(": 2}", $": {previews}}}"));
        await using var body = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(body);

        for (var line = 0; line < previews * 3; line++) (await reader.ReadLineAsync()).Should().NotBeNull();
        var rest = reader.ReadLineAsync();

        rest.IsCompleted.Should().BeFalse();
        await emulator.Emulator.DisposeAsync();
        await rest.Awaiting(it => it).Should().ThrowAsync<IOException>();
    }

    [Test]
    public async Task Stream_faults_spare_requests_without_a_stream()
    {
        await using var emulator = await StartAsync(EmulatorFault.StreamEnd().Once());

        await emulator.CreateAsync(Request);
        var (body, _) = await ReadAsync(emulator, Stream);

        EventsOf(body).Should().NotContain("image_generation.completed");
    }

    [Test]
    public async Task The_client_retries_a_dropped_connection_and_reports_a_broken_stream()
    {
        await using var emulator = await StartAsync(
            EmulatorFault.DropBeforeResponse().Once(), EmulatorFault.StreamError().When(it => it.Number > 2));
        using var client = new ImagesClient(
            FaultClient.Options(emulator.Emulator.Endpoint, new ManualTime { SkipUpTo = TimeSpan.FromMinutes(1) }));
        var request = new CreateImageRequest { Prompt = "otter", Model = ImageModel.GptImage2, Size = "1024x640" };

        (await client.CreateImageAsync(request)).Data.Should().ContainSingle();
        var stream = async () => await client.CreateImageStreamAsync(request).ToListAsync();
        var thrown = await stream.Should().ThrowAsync<ApiException>();

        thrown.Which.Error!.Code.Should().Be("server_error");
        emulator.Emulator.Requests.Should().HaveCount(3);
    }

    private static Task<EmulatorClient> StartAsync(params EmulatorFault[] faults)
    {
        var options = new ImagesEmulatorOptions { TimeProvider = new ManualTime() }; // the same time in each response
        foreach (var fault in faults) options.Faults.Add(fault);
        return EmulatorClient.StartAsync(options);
    }

    /// <summary>Returns what is received of a response, and whether it is incomplete.</summary>
    private static async Task<(byte[] Body, bool Broke)> ReadAsync(
        EmulatorClient emulator, string request, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await emulator.StartPostAsync(request);
        response.StatusCode.Should().Be(expected);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var body = new MemoryStream();
        try
        {
            await stream.CopyToAsync(body);
            return (body.ToArray(), false);
        }
        catch (HttpIOException)
        {
            return (body.ToArray(), true);
        }
    }

    private static IEnumerable<string> EventsOf(byte[] body) =>
        Encoding.UTF8.GetString(body).Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal))
            .Select(line => line[7..]);
}
