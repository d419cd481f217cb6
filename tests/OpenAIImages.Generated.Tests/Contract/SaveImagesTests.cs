using static OpenAIImages.Generated.Tests.ImageFolder;

namespace OpenAIImages.Generated.Tests;

/// <summary>Saves the images of a call to files.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SaveImagesTests : IDisposable
{
    private readonly ImageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task SaveImagesAsync_writes_one_image_under_the_path()
    {
        using var api = new MockApi(MockApi.Json(
            $$"""{"created":7,"data":[{{Item(Png)}}]}""", headers: ("x-request-id", "req_123")));

        var saved = await _folder.SaveAsync(api, MockApi.Otter, "otter.png");

        saved.Paths.Should().Equal(_folder.PathOf("otter.png"));
        _folder.Read("otter.png").Should().Equal(Png);
        saved.Response.Created.Should().Be(7);
        saved.Response.Data.Should().ContainSingle().Which.Bytes.Should().BeNull("it is in the file");
        saved.Response.Metadata.RequestId.Should().Be("req_123");
        api.Request.ShouldCarry("{ prompt: 'A cute baby sea otter' }");
    }

    [Test]
    public async Task SaveImagesAsync_numbers_several_images()
    {
        using var api = new MockApi(ResponseWith(Item(Png), Item(Jpeg), Item(Webp)));

        var saved = await _folder.SaveAsync(api, Otters(3), "sea.otter.png");

        saved.Paths.Should().Equal(
            _folder.PathOf("sea.otter-1.png"), _folder.PathOf("sea.otter-2.png"), _folder.PathOf("sea.otter-3.png"));
        _folder.Names.Should().Equal("sea.otter-1.png", "sea.otter-2.png", "sea.otter-3.png");
        _folder.Read("sea.otter-2.png").Should().Equal(Jpeg);
    }

    [Test, CancelAfter(30_000)]
    public async Task SaveImagesAsync_sends_an_absurd_count()
    {
        using var api = new MockApi(ResponseWith(Item(Png)));

        var saved = await _folder.SaveAsync(api, Otters(int.MaxValue), "otter.png");

        saved.Paths.Should().Equal(_folder.PathOf("otter-1.png"));
    }

    [Test]
    public async Task SaveImagesAsync_adds_the_extension_of_each_image()
    {
        using var api = new MockApi(ResponseWith(Item(Png), Item(Jpeg)));

        var saved = await _folder.SaveAsync(api, Otters(2), "otter");

        saved.Paths.Should().Equal(_folder.PathOf("otter-1.png"), _folder.PathOf("otter-2.jpg"));
        _folder.Names.Should().Equal("otter-1.png", "otter-2.jpg");
    }

    [Test]
    public async Task SaveImagesAsync_downloads_images_at_urls()
    {
        using var api = new MockApi(
            ResponseWith(UrlItem, Item(Jpeg), UrlItem),
            MockApi.Body(Png, "image/png"),
            MockApi.Body(Webp, "image/webp"));

        var saved = await _folder.SaveAsync(api, Otters(3), "otter");

        saved.Paths.Select(Path.GetFileName).Should().Equal("otter-1.png", "otter-2.jpg", "otter-3.webp");
        api.Requests.Skip(1).Should().OnlyContain(it => it.Method == HttpMethod.Get && it.Headers.Count == 0);
    }

    [Test]
    public async Task SaveImagesAsync_numbers_images_beyond_the_requested_count()
    {
        using var api = new MockApi(ResponseWith(Item(Png), Item(Jpeg)));

        await _folder.SaveAsync(api, MockApi.Otter, "otter.png");

        _folder.Names.Should().Equal("otter-2.png", "otter.png");
    }

    [Test]
    public async Task SaveImagesAsync_images_beyond_the_requested_count_replace_no_file()
    {
        _folder.Write("otter.png", "old");
        _folder.Write("otter-2.png", "mine");
        using var api = new MockApi(ResponseWith(Item(Png), Item(Jpeg)));

        var saved = await _folder.SaveAsync(api, MockApi.Otter, "otter.png", overwrite: true);

        saved.Paths.Should().Equal(_folder.PathOf("otter.png"), _folder.PathOf("otter-2-2.png"));
        _folder.Names.Should().Equal("otter-2-2.png", "otter-2.png", "otter.png");
        _folder.Read("otter-2-2.png").Should().Equal(Jpeg);
        _folder.Read("otter-2.png").Should().Equal("mine"u8.ToArray());
        _folder.Read("otter.png").Should().Equal(Png);
    }

    [Test]
    public async Task SaveImagesAsync_two_lists_saves_the_last_one()
    {
        using var api = new MockApi(MockApi.Json(
            $$"""{"data":[{{Item(Png)}},{{Item(Webp)}}],"data":[{{Item(Jpeg)}}]}"""));

        var saved = await _folder.SaveAsync(api, MockApi.Otter, "otter.png");

        saved.Paths.Should().Equal(_folder.PathOf("otter.png"));
        _folder.Names.Should().Equal("otter.png");
        _folder.Read("otter.png").Should().Equal(Jpeg);
    }

    [Test]
    public async Task SaveImagesAsync_image_sent_twice_saves_the_last_one()
    {
        using var api = new MockApi(MockApi.Json(
            $$"""{"data":[{{Item(Png)}}],"data":[{{Item(Jpeg)}}]}"""));

        await _folder.SaveAsync(api, MockApi.Otter, "otter.png");

        _folder.Names.Should().Equal("otter.png");
        _folder.Read("otter.png").Should().Equal(Jpeg);
    }

    [TestCase(1, "otter.png", "otter.png")]
    [TestCase(3, "otter.png", "otter-2.png")]
    [TestCase(1, "otter", "otter.webp", Description = "Which extension the path gets is not known yet.")]
    [TestCase(2, "otter", "otter-2.jpg")]
    [TestCase(1, "otter", "otter.png")]
    [TestCase(1, "otter", "otter.gif")]
    [TestCase(1, "otter", "otter.svg")]
    [TestCase(1, "otter", "otter.bin")]
    public async Task SaveImagesAsync_existing_file_throws_and_sends_nothing(int n, string path, string existing)
    {
        _folder.Write(existing, "mine");
        using var api = new MockApi(ResponseWith(Item(Png)));

        var save = () => _folder.SaveAsync(api, Otters(n), path);

        await save.Should().ThrowAsync<IOException>().WithMessage($"*{existing} already exists*");
        api.Count.Should().Be(0);
        _folder.Names.Should().Equal(existing);
        _folder.Read(existing).Should().Equal("mine"u8.ToArray());
    }

    [TestCase(1, "otter.png", "otter.png.jpg")]
    [TestCase(2, "otter.png", "otter-3.png")]
    public async Task SaveImagesAsync_ignores_files_with_other_names(int n, string path, string existing)
    {
        _folder.Write(existing, "mine");
        using var api = new MockApi(ResponseWith(Item(Png)));

        await _folder.SaveAsync(api, Otters(n), path);

        _folder.Names.Should().HaveCount(2).And.Contain(existing);
    }

    [Test]
    public async Task SaveImagesAsync_overwrites_with_overwrite()
    {
        _folder.Write("otter-1.png", "old");
        using var api = new MockApi(ResponseWith(Item(Png), Item(Jpeg)));

        await _folder.SaveAsync(api, Otters(2), "otter.png", overwrite: true);

        _folder.Names.Should().Equal("otter-1.png", "otter-2.png");
        _folder.Read("otter-1.png").Should().Equal(Png);
    }

    [TestCase("")]
    [TestCase("missing/otter.png")]
    public async Task SaveImagesAsync_path_that_cannot_be_a_file_throws_and_sends_nothing(string path)
    {
        using var api = new MockApi(ResponseWith(Item(Png)));

        var save = () => _folder.SaveAsync(api, MockApi.Otter, path, overwrite: true);

        await save.Should().ThrowAsync<IOException>();
        api.Count.Should().Be(0);
    }

    [Test]
    [Platform("Linux", Reason = "It has a folder in which no user can create a file.")]
    public async Task SaveImagesAsync_folder_that_is_not_writable_throws_and_sends_nothing()
    {
        using var api = new MockApi(ResponseWith(Item(Png)));
        using var client = api.Client();

        await client.Awaiting(it => it.SaveImagesAsync(MockApi.Otter, "/proc/otter.png"))
            .Should().ThrowAsync<Exception>()
            .Where(thrown => thrown is IOException || thrown is UnauthorizedAccessException);
        api.Count.Should().Be(0);
    }

    [Test]
    public async Task SaveImagesAsync_blank_path_throws_and_sends_nothing(
        [Values(null, "", " ")] string? path, [Values(1, 2)] int count)
    {
        using var api = new MockApi(ResponseWith(Item(Png)));
        using var client = api.Client();

        await client.Awaiting(it => it.SaveImagesAsync(Otters(count), path!)).Should().ThrowAsync<ArgumentException>();
        api.Count.Should().Be(0);
    }

    [Test]
    public async Task SaveImagesAsync_response_without_images_throws_and_leaves_no_file()
    {
        using var api = new MockApi(ResponseWith());

        var save = () => _folder.SaveAsync(api, MockApi.Otter, "otter.png");

        (await save.Should().ThrowAsync<ApiException>()).Which.SavedPaths.Should().BeEmpty();
        _folder.Names.Should().BeEmpty();
    }
}
