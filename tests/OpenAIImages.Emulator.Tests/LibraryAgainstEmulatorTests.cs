namespace OpenAIImages.Emulator.Tests;

/// <summary>The library and the emulator together, over real HTTP.</summary>
public sealed class LibraryAgainstEmulatorTests : IDisposable
{
    private ImagesEmulator _emulator = null!;
    private ImagesClient? _client;
    private DirectoryInfo _folder = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _emulator = await ImagesEmulator.StartAsync(new ImagesEmulatorOptions
        {
            Deployments = { ["my-own"] = ImageModel.GptImage2 },
        });
        _client = new ImagesClient(new ImagesClientOptions
        {
            ApiKey = "any",
            Endpoint = _emulator.Endpoint,
            ValidateRequests = false, // so that the emulator's checks are seen
        });
        _folder = Directory.CreateTempSubdirectory("openai-images-");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _emulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public void Dispose() => _client?.Dispose();

    private static readonly ImageModel[] Models =
        ["dall-e-2", "dall-e-3", "gpt-image-1", "gpt-image-2", "gpt-image-2.6-flare", "my-own"];

    [TestCaseSource(nameof(Models))]
    public async Task CreateImageAsync_reads_the_response_of_any_model(ImageModel model)
    {
        var response = await _client!.CreateImageAsync(new CreateImageRequest { Prompt = "otter", Model = model });

        response.Created.Should().BePositive();
        response.Metadata.RequestId.Should().StartWith("req_");
        response.Metadata.ProcessingTime.Should().NotBeNull();
        response.Metadata.RateLimits.Requests!.Limit.Should().BePositive();
        response.AdditionalProperties.Should().BeEmpty();
        var path = await _client!.SaveImageAsync(response.Data.Single(), PathOf($"{model}.png"));
        PngFile.Parse(await File.ReadAllBytesAsync(path)).Width.Should().Be(1024);
    }

    [Test]
    public async Task SaveImagesAsync_writes_files()
    {
        var request = new CreateImageRequest { Prompt = "otter", Model = "gpt-image-2", N = 2, Size = "1024x640" };

        var saved = await _client!.SaveImagesAsync(request, PathOf("straight.png"));

        saved.Response.Data.Should().OnlyContain(image => image.Bytes == null);
        saved.Paths.Should().HaveCount(2);
        saved.Paths.Should().OnlyContain(path => PngFile.Parse(File.ReadAllBytes(path)).Width == 1024);
    }

    [Test]
    public async Task CreateImageStreamAsync_returns_previews_and_the_image()
    {
        var request = new CreateImageRequest
        {
            Prompt = "otter",
            Model = ImageModel.GptImage2,
            Size = new ImageSize(1024, 640),
            PartialImages = 2,
        };

        var events = await _client!.CreateImageStreamAsync(request).ToListAsync();

        events.OfType<ImageGenPartialImageEvent>().Select(preview => preview.PartialImageIndex).Should().Equal(0, 1);
        events[^1].Should().BeOfType<ImageGenCompletedEvent>().Which.Usage!.TotalTokens.Should().BePositive();
        events.Should().OnlyContain(item => item.AdditionalProperties.Count == 0);
        events.Select(item => PngFile.Parse(item.Bytes!).Sharpness).Should().BeInAscendingOrder();
    }

    [Test]
    public async Task CreateImageAsync_of_an_invalid_request_throws_ApiException()
    {
        var request = new CreateImageRequest { Prompt = "otter", Model = ImageModel.DallE3, N = 2 };

        var thrown = await _client!.Awaiting(it => it.CreateImageAsync(request)).Should().ThrowAsync<ApiException>();

        thrown.Which.StatusCode.Should().Be(400);
        thrown.Which.Error!.Code.Should().Be("integer_above_max_value");
        thrown.Which.Error.Param.Should().Be("n");
        thrown.Which.RequestId.Should().StartWith("req_");
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
