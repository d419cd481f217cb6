using System.Net;

namespace OpenAIImages.Generated.Tests;

/// <summary>One image, from base64 or a URL, to a stream of the caller.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DestinationTests : IDisposable
{
    private static readonly string Base64 = Convert.ToBase64String(ImageFolder.Png);

    private static readonly TestCaseData<string, string>[] Bodies =
    [
        new("application/json", $$"""{"data":[{"b64_json":"{{Base64}}"}]}""") { TestName = "{m}(base64)" },
        new("application/json", $$"""{"data":[{"url":"data:image/png;base64,{{Base64}}"}]}""")
            { TestName = "{m}(data URL)" },
        new("application/json", """{"data":[{"url":"https://images.example.com/1.png"}]}""") { TestName = "{m}(URL)" },
        new("application/json", $$"""{"data":[{},{"b64_json":"{{Base64}}"}]}""")
            { TestName = "{m}(after an empty item)" },
        new("application/json", $$"""{"data":[{"b64_json":"{{Base64}}"},{"b64_json":"{{Base64}}"}]}""")
        {
            TestName = "{m}(more than one)",
        },
        new("application/json", $$"""{"data":[{"b64_json":"{{Base64}}","b64_json":"{{Base64}}"}]}""")
        {
            TestName = "{m}(the same twice)",
        },
        new("text/event-stream", $$"""data: {"type":"image_generation.completed","b64_json":"{{Base64}}"}""" + "\n\n")
        {
            TestName = "{m}(events)",
        },
    ];

    private readonly MemoryStream _destination = new();

    public void Dispose() => _destination.Dispose();

    [Test]
    public async Task CreateImageAsync_of_several_images_names_everything_that_is_wrong()
    {
        using var api = new MockApi();
        using var client = api.Client();
        var request = new CreateImageRequest { Model = ImageModel.DallE3, Prompt = "x", N = 11, Quality = "high" };

        var refused = await client.Awaiting(it => it.CreateImageAsync(request, _destination))
            .Should().ThrowAsync<ImageRequestException>();

        refused.Which.Violations.Select(violation => violation.Message).Should().Equal(
            "n must be 1: the stream is for one image.", "dall-e-3 takes quality standard, hd, not high.");
    }

    [TestCaseSource(nameof(Bodies))]
    public async Task CreateImageAsync_writes_one_image_and_leaves_the_stream_open(string type, string body)
    {
        using var api = new MockApi(MockApi.Text(body, type), MockApi.Body(ImageFolder.Png, "image/png"));
        using var client = api.Client();

        var response = await client.CreateImageAsync(MockApi.Otter, _destination);

        _destination.CanWrite.Should().BeTrue();
        _destination.ToArray().Should().Equal(ImageFolder.Png);
        response.Data.Should().NotBeEmpty();
    }

    [Test]
    public async Task CreateImageAsync_writes_a_picture_that_is_the_whole_body()
    {
        using var api = new MockApi(MockApi.Body(ImageFolder.Png, "image/png"));
        using var client = api.Client();

        await client.CreateImageAsync(MockApi.Otter, _destination);

        _destination.ToArray().Should().Equal(ImageFolder.Png);
    }

    [Test]
    public async Task CreateImageAsync_with_an_error_writes_nothing()
    {
        using var api = new MockApi(MockApi.Json("{}", HttpStatusCode.BadRequest));
        using var client = api.Client();

        await client.Awaiting(it => it.CreateImageAsync(MockApi.Otter, _destination))
            .Should().ThrowAsync<ApiException>();

        _destination.Length.Should().Be(0);
        _destination.CanWrite.Should().BeTrue();
    }

    [Test]
    public async Task CreateImageAsync_with_a_url_that_has_expired_throws_with_the_response()
    {
        using var api = new MockApi(MockApi.Json(MockApi.UrlResponse), MockApi.Json("{}", HttpStatusCode.Forbidden));
        using var client = api.Client();

        var failure = (await client.Awaiting(it => it.CreateImageAsync(MockApi.Otter, _destination))
            .Should().ThrowAsync<ApiException>()).Which;

        failure.StatusCode.Should().Be(403);
        failure.Images!.Data[0].Url.Should().Be("https://images.example.com/1.png");
    }

    [Test]
    public async Task CreateImageAsync_for_several_images_sends_nothing()
    {
        using var api = new MockApi();
        using var client = api.Client();
        var request = MockApi.Otter;
        request.N = 2;

        var failure = await client.Awaiting(it => it.CreateImageAsync(request, _destination))
            .Should().ThrowAsync<ImageRequestException>();

        failure.Which.Violations.Single().Parameter.Should().Be("n");

        api.Count.Should().Be(0);
    }

    [Test]
    public async Task CreateImageAsync_without_a_stream_throws()
    {
        using var api = new MockApi();
        using var client = api.Client();

        await client.Awaiting(it => it.CreateImageAsync(MockApi.Otter, destination: null!))
            .Should().ThrowAsync<ArgumentNullException>().WithParameterName("destination");
        await client.Awaiting(it => it.CreateImageAsync(null!, _destination))
            .Should().ThrowAsync<ArgumentNullException>().WithParameterName("request");
    }

    [Test]
    public async Task A_stream_that_is_not_writable_is_refused_before_anything_is_sent([Values] bool isClosed)
    {
        using var api = new MockApi(MockApi.Json($$"""{"data":[{"b64_json":"{{Base64}}"}]}"""));
        using var client = api.Client();
        var stream = new MemoryStream([], writable: isClosed);
        if (isClosed) await stream.DisposeAsync();

        await client.Awaiting(it => it.CreateImageAsync(MockApi.Otter, stream))
            .Should().ThrowExactlyAsync<ArgumentException>().WithParameterName("destination");
        var image = new Image { Url = new Uri("https://images.example.com/1") };
        await client.Awaiting(it => it.CopyImageAsync(image, stream))
            .Should().ThrowExactlyAsync<ArgumentException>().WithParameterName("destination");

        api.Count.Should().Be(0);
    }

    [Test]
    public async Task CreateImageAsync_ends_with_the_exception_of_the_stream()
    {
        using var api = new MockApi(MockApi.Json($$"""{"data":[{"b64_json":"{{Base64}}"}]}"""));
        using var client = api.Client();
        using var full = new MemoryStream(new byte[1], writable: true);

        await client.Awaiting(it => it.CreateImageAsync(MockApi.Otter, full))
            .Should().ThrowAsync<NotSupportedException>();
    }
}
