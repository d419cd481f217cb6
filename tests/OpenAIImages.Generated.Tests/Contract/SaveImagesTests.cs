using System.Net;

namespace OpenAIImages.Generated.Tests;

/// <summary>A call whose images go straight to files.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SaveImagesTests : IDisposable
{
    private const string BrokenItem = """{"b64_json":"QUJD*"}""";
    private const string UrlItem = """{"url":"https://images.example.com/1"}""";

    private readonly ImageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task WritesOneImageUnderThePath()
    {
        using var api = new MockApi(MockApi.Json(
            $$"""{"created":7,"data":[{{Item(ImageFolder.Png)}}]}""", headers: ("x-request-id", "req_123")));

        var saved = await SaveAsync(api, MockApi.Otter, "otter.png");

        saved.Paths.Should().Equal(_folder.PathOf("otter.png"));
        _folder.Read("otter.png").Should().Equal(ImageFolder.Png);
        saved.Response.Created.Should().Be(7);
        saved.Response.Data.Should().ContainSingle().Which.Bytes.Should().BeNull("it is in the file");
        saved.Response.Metadata.RequestId.Should().Be("req_123");
        api.Request.ShouldCarry("{ prompt: 'A cute baby sea otter' }");
    }

    [Test]
    public async Task NumbersSeveralImages()
    {
        using var api = new MockApi(Answer(Item(ImageFolder.Png), Item(ImageFolder.Jpeg), Item(ImageFolder.Webp)));

        var saved = await SaveAsync(api, Otters(3), "sea.otter.png");

        saved.Paths.Should().Equal(
            _folder.PathOf("sea.otter-1.png"), _folder.PathOf("sea.otter-2.png"), _folder.PathOf("sea.otter-3.png"));
        _folder.Names.Should().Equal("sea.otter-1.png", "sea.otter-2.png", "sea.otter-3.png");
        _folder.Read("sea.otter-2.png").Should().Equal(ImageFolder.Jpeg);
    }

    [Test, CancelAfter(30_000)]
    public async Task AnAbsurdCountIsLeftToTheServer()
    {
        using var api = new MockApi(Answer(Item(ImageFolder.Png)));

        var saved = await SaveAsync(api, Otters(int.MaxValue), "otter.png");

        saved.Paths.Should().Equal(_folder.PathOf("otter-1.png"));
    }

    [Test]
    public async Task AddsTheExtensionOfEachImage()
    {
        using var api = new MockApi(Answer(Item(ImageFolder.Png), Item(ImageFolder.Jpeg)));

        var saved = await SaveAsync(api, Otters(2), "otter");

        saved.Paths.Should().Equal(_folder.PathOf("otter-1.png"), _folder.PathOf("otter-2.jpg"));
        _folder.Names.Should().Equal("otter-1.png", "otter-2.jpg");
    }

    [Test]
    public async Task DownloadsImagesThatComeAsAddresses()
    {
        using var api = new MockApi(
            Answer(UrlItem, Item(ImageFolder.Jpeg), UrlItem),
            MockApi.Body(ImageFolder.Png, "image/png"),
            MockApi.Body(ImageFolder.Webp, "image/webp"));

        var saved = await SaveAsync(api, Otters(3), "otter");

        saved.Paths.Select(Path.GetFileName).Should().Equal("otter-1.png", "otter-2.jpg", "otter-3.webp");
        api.Requests.Skip(1).Should().OnlyContain(it => it.Method == HttpMethod.Get && it.Headers.Count == 0);
    }

    [Test]
    public async Task NumbersImagesThatNobodyAskedFor()
    {
        using var api = new MockApi(Answer(Item(ImageFolder.Png), Item(ImageFolder.Jpeg)));

        await SaveAsync(api, MockApi.Otter, "otter.png");

        _folder.Names.Should().Equal("otter-2.png", "otter.png");
    }

    [Test]
    public async Task ImagesThatNobodyAskedForReplaceNoFile()
    {
        _folder.Write("otter.png", "old");
        _folder.Write("otter-2.png", "mine");
        using var api = new MockApi(Answer(Item(ImageFolder.Png), Item(ImageFolder.Jpeg)));

        var save = () => SaveAsync(api, MockApi.Otter, "otter.png", overwrite: true);

        await save.Should().ThrowAsync<IOException>().WithMessage("*otter-2.png exists already*");
        _folder.Names.Should().Equal("otter-2.png", "otter.png");
        _folder.Read("otter-2.png").Should().Equal("mine"u8.ToArray());
        _folder.Read("otter.png").Should().Equal(ImageFolder.Png);
    }

    [Test]
    public async Task SavesTheImagesOfTheListThatCounts()
    {
        using var api = new MockApi(MockApi.Json(
            $$"""{"data":[{{Item(ImageFolder.Png)}},{{Item(ImageFolder.Webp)}}],"data":[{{Item(ImageFolder.Jpeg)}}]}"""));

        var saved = await SaveAsync(api, MockApi.Otter, "otter.png");

        saved.Paths.Should().Equal(_folder.PathOf("otter.png"));
        _folder.Names.Should().Equal("otter.png");
        _folder.Read("otter.png").Should().Equal(ImageFolder.Jpeg);
    }

    [Test]
    public async Task KeepsTheLaterOfAnImageThatComesTwice()
    {
        using var api = new MockApi(MockApi.Json(
            $$"""{"data":[{{Item(ImageFolder.Png)}}],"data":[{{Item(ImageFolder.Jpeg)}}]}"""));

        await SaveAsync(api, MockApi.Otter, "otter.png");

        _folder.Names.Should().Equal("otter.png");
        _folder.Read("otter.png").Should().Equal(ImageFolder.Jpeg);
    }

    [TestCase(1, "otter.png", "otter.png")]
    [TestCase(3, "otter.png", "otter-2.png")]
    [TestCase(1, "otter", "otter.webp", Description = "Which extension the path gets is not known yet.")]
    [TestCase(2, "otter", "otter-2.jpg")]
    [TestCase(1, "otter", "otter.png")]
    [TestCase(1, "otter", "otter.gif")]
    [TestCase(1, "otter", "otter.svg")]
    [TestCase(1, "otter", "otter.bin")]
    public async Task SendsNothingWhereAFileExists(int n, string path, string existing)
    {
        _folder.Write(existing, "mine");
        using var api = new MockApi(Answer(Item(ImageFolder.Png)));

        var save = () => SaveAsync(api, Otters(n), path);

        await save.Should().ThrowAsync<IOException>().WithMessage($"*{existing} exists already*");
        api.Count.Should().Be(0);
        _folder.Names.Should().Equal(existing);
        _folder.Read(existing).Should().Equal("mine"u8.ToArray());
    }

    [TestCase(1, "otter.png", "otter.png.jpg")]
    [TestCase(2, "otter.png", "otter-3.png")]
    public async Task AFileInNoneOfItsPlacesIsNotInTheWay(int n, string path, string existing)
    {
        _folder.Write(existing, "mine");
        using var api = new MockApi(Answer(Item(ImageFolder.Png)));

        await SaveAsync(api, Otters(n), path);

        _folder.Names.Should().HaveCount(2).And.Contain(existing);
    }

    [Test]
    public async Task OverwritesWhereItIsAskedTo()
    {
        _folder.Write("otter-1.png", "old");
        using var api = new MockApi(Answer(Item(ImageFolder.Png), Item(ImageFolder.Jpeg)));

        await SaveAsync(api, Otters(2), "otter.png", overwrite: true);

        _folder.Names.Should().Equal("otter-1.png", "otter-2.png");
        _folder.Read("otter-1.png").Should().Equal(ImageFolder.Png);
    }

    [TestCase("")]
    [TestCase("missing/otter.png")]
    public async Task SendsNothingWhereThePathCannotBeAFile(string path)
    {
        using var api = new MockApi(Answer(Item(ImageFolder.Png)));

        var save = () => SaveAsync(api, MockApi.Otter, path, overwrite: true);

        await save.Should().ThrowAsync<IOException>();
        api.Count.Should().Be(0);
    }

    [Test]
    [Platform("Linux", Reason = "It has a folder in which nobody can create a file, whoever runs the test.")]
    public async Task SendsNothingWhereTheFolderTakesNoFile()
    {
        using var api = new MockApi(Answer(Item(ImageFolder.Png)));
        using var client = api.Client();

        await client.Awaiting(it => it.SaveImagesAsync(MockApi.Otter, "/proc/otter.png")).Should().ThrowAsync<Exception>()
            .Where(thrown => thrown is IOException || thrown is UnauthorizedAccessException);
        api.Count.Should().Be(0);
    }

    [Test]
    public async Task SendsNothingWhereThePathIsBlank()
    {
        using var api = new MockApi(Answer(Item(ImageFolder.Png)));
        using var client = api.Client();

        await client.Awaiting(it => it.SaveImagesAsync(MockApi.Otter, " ")).Should().ThrowAsync<ArgumentException>();
        api.Count.Should().Be(0);
    }

    [Test]
    public async Task LeavesNothingWhereTheServerRefuses()
    {
        using var api = new MockApi(MockApi.Json("""{"error":{"message":"No."}}""", HttpStatusCode.BadRequest));

        var save = () => SaveAsync(api, MockApi.Otter, "otter.png");

        (await save.Should().ThrowAsync<ApiException>()).Which.StatusCode.Should().Be(400);
        _folder.Names.Should().BeEmpty();
    }

    [Test]
    public async Task KeepsWholeImagesWhereALaterOneIsBroken()
    {
        using var api = new MockApi(Answer(Item(ImageFolder.Png), BrokenItem, Item(ImageFolder.Png)));

        var save = () => SaveAsync(api, Otters(3), "otter");

        await save.Should().ThrowAsync<ApiException>().WithMessage("*base64*");
        _folder.Names.Should().Equal("otter-1.png");
        _folder.Read("otter-1.png").Should().Equal(ImageFolder.Png);
    }

    [Test]
    public async Task KeepsTheOthersWhereTheFileOfOneHasComeMeanwhile()
    {
        using var api = new MockApi(() =>
        {
            File.WriteAllText(_folder.PathOf("otter-1.png"), "somebody's");
            return Answer(Item(ImageFolder.Png), Item(ImageFolder.Jpeg), Item(ImageFolder.Webp))();
        });

        var save = () => SaveAsync(api, Otters(3), "otter.png");

        (await save.Should().ThrowAsync<IOException>()).WithMessage("*otter-1.png exists already.");
        _folder.Names.Should().Equal("otter-1.png", "otter-2.png", "otter-3.png");
        _folder.Read("otter-1.png").Should().Equal("somebody's"u8.ToArray());
    }

    [Test]
    public async Task TellsOfTheFirstFailureWhereTheFileOfAnotherHasComeMeanwhile()
    {
        using var api = new MockApi(() =>
        {
            File.WriteAllText(_folder.PathOf("otter-1.png"), "somebody's");
            return Answer(Item(ImageFolder.Png), BrokenItem)();
        });

        var save = () => SaveAsync(api, Otters(2), "otter.png");

        await save.Should().ThrowAsync<ApiException>();
        _folder.Names.Should().Equal("otter-1.png");
    }

    [Test]
    public async Task KeepsWholeImagesWhereALaterDownloadFails()
    {
        using var api = new MockApi(
            Answer(Item(ImageFolder.Jpeg), UrlItem, UrlItem, UrlItem),
            MockApi.Body(ImageFolder.Png, "image/png"),
            MockApi.Text("Gone", "text/plain", HttpStatusCode.Gone));

        var save = () => SaveAsync(api, Otters(4), "otter");

        (await save.Should().ThrowAsync<ApiException>()).Which.StatusCode.Should().Be(410);
        _folder.Names.Should().Equal("otter-1.jpg", "otter-2.png");
        _folder.Read("otter-2.png").Should().Equal(ImageFolder.Png);
    }

    [TestCase("{}")]
    [TestCase("""{"b64_json":""}""")]
    [TestCase("""{"url":"ftp://example.com/1.png"}""")]
    public async Task KeepsWholeImagesWhereALaterOneIsNone(string item)
    {
        using var api = new MockApi(MockApi.Json(
            $$"""{"data":[{{Item(ImageFolder.Png)}},{{item}}]}""", headers: ("x-request-id", "req_123")));

        var thrown = (await FluentActions.Awaiting(() => SaveAsync(api, Otters(2), "otter"))
            .Should().ThrowAsync<ApiException>()).Which;

        thrown.Message.Should().Contain("data[1]").And.Contain("neither base64 nor an http or https URL");
        thrown.StatusCode.Should().Be(200);
        thrown.RequestId.Should().Be("req_123");
        _folder.Names.Should().Equal("otter-1.png");
    }

    [Test]
    public async Task SavesNoImagesWhereThereAreNone()
    {
        using var api = new MockApi(Answer());

        (await SaveAsync(api, MockApi.Otter, "otter.png")).Paths.Should().BeEmpty();

        _folder.Names.Should().BeEmpty();
    }

    private static CreateImageRequest Otters(int n) => new() { Prompt = "A cute baby sea otter", N = n };

    private static string Item(byte[] image) => $$"""{"b64_json":"{{Convert.ToBase64String(image)}}"}""";

    private static Func<HttpResponseMessage> Answer(params string[] items) =>
        MockApi.Json($$"""{"data":[{{string.Join(",", items)}}]}""");

    private async Task<SavedImages> SaveAsync(MockApi api, CreateImageRequest request, string name, bool overwrite = false)
    {
        using var client = api.Client();
        return await client.SaveImagesAsync(request, _folder.PathOf(name), overwrite);
    }
}
