using System.Text;

namespace OpenAIImages.Emulator.Tests;

/// <summary>The requests that an emulator remembers.</summary>
public class RequestsTests
{
    private const string Request = """{"prompt": "夜の街", "model": "drawings"}""";

    private readonly ManualTime _time = new();
    private EmulatorClient _emulator = null!;

    [SetUp]
    public async Task StartAsync() => _emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions
    {
        TimeProvider = _time,
        Deployments = { ["drawings"] = ImageModel.DallE2 },
        MaxRequestBytes = 8 * 1024 * 1024,
        Faults = { EmulatorFault.Status(503).When(request => request.Number == 2) },
    });

    [TearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [Test]
    public async Task Requests_has_what_was_asked_in_order()
    {
        await _emulator.CreateAsync(Request);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await _emulator.PostAsync(Request)).Dispose();
        await _emulator.FailAsync("{");
        (await _emulator.Http.GetAsync("models?x=%20y")).Dispose();

        var requests = _emulator.Emulator.Requests;
        requests.Select(it => $"{it.Number} {it.Method} {it.Path} {it.StatusCode}").Should().Equal(
            "1 POST /v1/images/generations 200",
            "2 POST /v1/images/generations 503",
            "3 POST /v1/images/generations 400",
            "4 GET /v1/models?x=%20y 200");
        requests.Select(it => it.Body).Should().Equal(Request, Request, "{", "");
        requests.Select(it => it.ImageRequest?.Model).Should().Equal("dall-e-2", "dall-e-2", null, null);
        requests[0].ImageRequest!.Prompt.Should().Be("夜の街");
        requests[0].Headers["content-type"].Should().StartWith("application/json");
        (requests[1].Received - requests[0].Received).Should().Be(TimeSpan.FromSeconds(1));
    }

    [TestCase("Authorization", "Bearer sk-secret", "Bearer ***")]
    [TestCase("Authorization", "sk-secret", "***")]
    [TestCase("Authorization", "Basic c2VjcmV0 c2VjcmV0", "Basic ***")]
    [TestCase("Proxy-Authorization", "Bearer sk-secret", "Bearer ***")]
    [TestCase("api-key", "sk-secret", "***")]
    [TestCase("API-KEY", "sk-secret sk-secret", "***")]
    [TestCase("Cookie", "a=sk-secret", "***")]
    public async Task Requests_has_no_keys(string header, string value, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "models");
        request.Headers.TryAddWithoutValidation(header, value);

        (await _emulator.Http.SendAsync(request)).Dispose();

        _emulator.Emulator.Requests.Single().Headers[header].Should().Be(expected);
    }

    [Test]
    public async Task Requests_keeps_the_newest_10000()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 10_005), async (_, stop) =>
        {
            (await _emulator.Http.GetAsync("models/dall-e-2", stop)).Dispose();
        });

        var requests = _emulator.Emulator.Requests;
        requests.Select(request => request.Number).Should().Equal(Enumerable.Range(6, 10_000));
    }

    [Test]
    public async Task Requests_keeps_64_MiB_of_bodies()
    {
        for (var i = 0; i < 10; i++)
        {
            using var body = new ByteArrayContent(new byte[8 * 1024 * 1024]);
            (await _emulator.Http.PostAsync("images/generations", body)).Dispose();
        }

        _emulator.Emulator.Requests.Select(request => request.Number).Should().Equal(3, 4, 5, 6, 7, 8, 9, 10);
    }

    [Test]
    public async Task Requests_has_a_request_that_is_too_long_without_its_body()
    {
        await using var emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions { MaxRequestBytes = 10 });

        (await emulator.PostAsync(Request)).Dispose();

        var request = emulator.Emulator.Requests.Single();
        (request.StatusCode, request.Body).Should().Be((413, ""));
    }

    [Test]
    public async Task Requests_has_those_that_Intercept_responds_to()
    {
        await using var emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions
        {
            Intercept = async (context, _) =>
            {
                using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
                context.Response.StatusCode = (await reader.ReadToEndAsync()).Length;
            },
        });

        (await emulator.PostAsync(new string('x', 418))).Dispose();

        emulator.Emulator.Requests.Single().StatusCode.Should().Be(418);
    }
}
