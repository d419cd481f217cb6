using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenAIImages.Emulator;

namespace OpenAIImages.Conventions.Tests;

/// <summary>The endpoints in the README behave as it describes.</summary>
public sealed class ReadmeWebTests : IAsyncDisposable
{
    private static readonly CreateImageRequest Otter = new()
    {
        Prompt = "A cute baby sea otter",
        Model = ImageModel.GptImage2,
        Size = ImageSize.W1024xH1024,
    };

    private ImagesEmulator _emulator = null!;
    private WebApplication _app = null!;
    private HttpClient _browser = null!;
    private bool _isLimited;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _emulator = await ImagesEmulator.StartAsync(new ImagesEmulatorOptions
        {
            Intercept = (context, next) =>
            {
                if (!_isLimited) return next(context);
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "7";
                return Task.CompletedTask;
            },
        });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IImagesClient>(new ImagesClient(new ImagesClientOptions
        {
            ApiKey = "any",
            Endpoint = _emulator.Endpoint,
            MaxRetries = 0,
        }));
        _app = builder.Build();
        var map = ReadmeTests.Compile("README.md").GetType("ImageEndpoints")!.GetMethod("MapImages")!;
        map.Invoke(null, [_app]);
        await _app.StartAsync();
        _browser = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    [Test]
    public async Task The_picture_is_the_body()
    {
        using var response = await _browser.PostAsJsonAsync("/images", Otter);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
        PngFile.Parse(await response.Content.ReadAsByteArrayAsync()).Width.Should().Be(1024);
    }

    [Test]
    public async Task Previews_are_server_sent_events()
    {
        var request = new CreateImageRequest { Prompt = "Otters", Model = ImageModel.GptImage2, PartialImages = 1 };

        using var response = await _browser.PostAsJsonAsync("/images/previews", request);

        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        var body = await response.Content.ReadAsStringAsync();
        body.Should().Contain("event: image\n").And.Contain("\"b64_json\":\"iVBOR")
            .And.Contain("image_generation.partial_image").And.Contain("image_generation.completed");
    }

    [Test]
    public async Task Violations_are_a_problem()
    {
        foreach (var path in new[] { "/images", "/images/previews" })
        {
            using var response = await _browser.PostAsJsonAsync(
                path, new CreateImageRequest { Prompt = "Otters", Model = ImageModel.DallE3, Size = "1x1" });

            response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
            (await response.Content.ReadAsStringAsync()).Should().Contain("\"size\":[\"dall-e-3 takes size");
        }
    }

    [Test]
    public async Task A_rate_limit_is_passed_on()
    {
        _isLimited = true;

        using var response = await _browser.PostAsJsonAsync("/images", Otter);

        _isLimited = false;
        response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
    }
}
