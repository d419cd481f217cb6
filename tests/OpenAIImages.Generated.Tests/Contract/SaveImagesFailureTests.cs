using System.Collections.Concurrent;
using System.Net;
using static OpenAIImages.Generated.Tests.ImageFolder;

namespace OpenAIImages.Generated.Tests;

/// <summary>Which files are in the folder after SaveImagesAsync has failed.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SaveImagesFailureTests : IDisposable
{
    private const string BrokenItem = """{"b64_json":"QUJD*"}""";

    private readonly ImageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task SaveImagesAsync_error_of_the_server_leaves_no_file()
    {
        using var api = new MockApi(MockApi.Json("""{"error":{"message":"No."}}""", HttpStatusCode.BadRequest));

        var save = () => _folder.SaveAsync(api, MockApi.Otter, "otter.png");

        (await save.Should().ThrowAsync<ApiException>()).Which.StatusCode.Should().Be(400);
        _folder.Names.Should().BeEmpty();
    }

    /// <summary>A process that is killed in the middle would leave it behind.</summary>
    [TestCase("otter")]
    [TestCase("otter.png")]
    public async Task SaveImagesAsync_error_of_the_server_creates_no_file_under_its_name_meanwhile(string name)
    {
        var created = new ConcurrentQueue<string>();
        var isLast = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(_folder.PathOf(string.Empty));
        watcher.Created += (_, file) =>
        {
            if (file.Name == "last") isLast.TrySetResult();
            else created.Enqueue(file.Name!);
        };
        watcher.EnableRaisingEvents = true;
        using var api = new MockApi(MockApi.Json("{}", HttpStatusCode.BadRequest));

        var save = () => _folder.SaveAsync(api, Otters(2), name);

        await save.Should().ThrowAsync<ApiException>();
        // Files are reported in the order in which they were created.
        _folder.Write("last", string.Empty);
        await isLast.Task;
        created.Should().OnlyContain(file => file.StartsWith('.'));
    }

    [Test]
    public async Task SaveImagesAsync_broken_image_keeps_the_complete_ones()
    {
        using var api = new MockApi(ResponseWith(Item(Png), BrokenItem, Item(Png)));

        var save = () => _folder.SaveAsync(api, Otters(3), "otter");

        await save.Should().ThrowAsync<ApiException>().WithMessage("*base64*");
        _folder.Names.Should().Equal("otter-1.png", "otter-3.png");
        _folder.Read("otter-1.png").Should().Equal(Png);
        _folder.Read("otter-3.png").Should().Equal(Png);
    }

    [Test]
    public async Task SaveImagesAsync_file_created_meanwhile_is_kept_and_the_image_renamed()
    {
        using var api = new MockApi(() =>
        {
            File.WriteAllText(_folder.PathOf("otter-1.png"), "somebody's");
            return ResponseWith(Item(Png), Item(Jpeg), Item(Webp))();
        });

        var saved = await _folder.SaveAsync(api, Otters(3), "otter.png");

        saved.Paths.Select(Path.GetFileName).Should().Equal("otter-1-2.png", "otter-2.png", "otter-3.png");
        _folder.Names.Should().Equal("otter-1-2.png", "otter-1.png", "otter-2.png", "otter-3.png");
        _folder.Read("otter-1-2.png").Should().Equal(Png);
        _folder.Read("otter-1.png").Should().Equal("somebody's"u8.ToArray());
    }

    [Test]
    public async Task SaveImagesAsync_file_created_meanwhile_does_not_hide_the_first_failure()
    {
        using var api = new MockApi(() =>
        {
            File.WriteAllText(_folder.PathOf("otter-1.png"), "somebody's");
            return ResponseWith(Item(Png), BrokenItem)();
        });

        var save = () => _folder.SaveAsync(api, Otters(2), "otter.png");

        var thrown = (await save.Should().ThrowAsync<ApiException>().WithMessage("*base64*")).Which;
        thrown.SavedPaths.Should().Equal(_folder.PathOf("otter-1-2.png"));
        _folder.Names.Should().Equal("otter-1-2.png", "otter-1.png");
    }

    [Test]
    public async Task SaveImagesAsync_failed_download_keeps_the_complete_images_before_it()
    {
        using var api = new MockApi(
            ResponseWith(Item(Jpeg), UrlItem, UrlItem, UrlItem),
            MockApi.Body(Png, "image/png"),
            MockApi.Text("Gone", "text/plain", HttpStatusCode.Gone));

        var save = () => _folder.SaveAsync(api, Otters(4), "otter");

        (await save.Should().ThrowAsync<ApiException>()).Which.StatusCode.Should().Be(410);
        _folder.Names.Should().Equal("otter-1.jpg", "otter-2.png");
        _folder.Read("otter-2.png").Should().Equal(Png);
    }

    [TestCase("{}")]
    [TestCase("""{"b64_json":""}""")]
    [TestCase("""{"url":"ftp://example.com/1.png"}""")]
    public async Task SaveImagesAsync_item_without_an_image_keeps_the_complete_ones_before_it(string item)
    {
        using var api = new MockApi(MockApi.Json(
            $$"""{"data":[{{Item(Png)}},{{item}}]}""", headers: ("x-request-id", "req_123")));

        var thrown = (await FluentActions.Awaiting(() => _folder.SaveAsync(api, Otters(2), "otter"))
            .Should().ThrowAsync<ApiException>()).Which;

        thrown.Message.Should().Contain("data[1]").And.Contain("neither base64 nor an http or https URL");
        thrown.StatusCode.Should().Be(200);
        thrown.RequestId.Should().Be("req_123");
        _folder.Names.Should().Equal("otter-1.png");
    }
}
