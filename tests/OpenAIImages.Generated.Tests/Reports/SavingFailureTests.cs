using System.Net;
using static OpenAIImages.Generated.Tests.Reports.ReportedCall;

namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>If one image cannot be saved, the others are, and the response is in the exception.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SavingFailureTests : IDisposable
{
    private static readonly Func<HttpResponseMessage> Picture = MockApi.Body(Png, "image/png");

    private static readonly string[] Names = ["otter-1.png", "otter-2.png", "otter-3.png"];

    private readonly ImageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task SaveImagesAsync_a_download_that_fails_carries_the_response(
        [Values(400, 401, 403, 404, 410, 500, 503, 302, 204)] int status)
    {
        var failure = await FailAsync(
            1,
            ImageFolder.ResponseWith(ImageFolder.UrlItem),
            MockApi.Text("Expired", "text/plain", (HttpStatusCode)status));
        failure.StatusCode.Should().Be(status);
        failure.Images!.Data.Should().ContainSingle().Which.Url.Should().Be("https://images.example.com/1");
        failure.SavedPaths.Should().BeEmpty();
        _folder.Names.Should().BeEmpty();
    }

    [Test]
    public async Task SaveImagesAsync_a_connection_that_fails_carries_the_response()
    {
        using var handler = new ScriptedHandler(
            (_, _) => Task.FromResult(ImageFolder.ResponseWith(ImageFolder.UrlItem, Item)()),
            ScriptedHandler.Failure(new HttpRequestException("Connection refused (images.example.com:443)")));
        using var httpClient = new HttpClient(handler);
        var failure = await FailAsync(2, httpClient);
        failure.Images!.Data.Should().HaveCount(2);
        failure.SavedPaths.Should().Equal(_folder.PathOf("otter-2.png"));
        failure.Message.Should().Contain("data[0]").And.NotContain("images.example.com");
    }

    [Test]
    public async Task SaveImagesAsync_an_item_that_is_an_error_says_what_the_server_said(
        [Values("""{"error":{"code":"c","message":"M"}}""", """{"b64_json":null,"code":"c","message":"M"}""")]
        string item)
    {
        var failure = await FailAsync(2, ImageFolder.ResponseWith(Item, item));

        (failure.Error?.Code, failure.Error?.Message).Should().Be(("c", "M"));
        failure.Message.Should().Contain("data[1]");
        failure.SavedPaths.Should().Equal(_folder.PathOf("otter-1.png"));
    }

    [Test]
    public async Task SaveImagesAsync_one_failed_download_of_three_does_not_cost_the_others(
        [Values(0, 1, 2)] int failing)
    {
        var downloads = Enumerable.Range(0, 3).Select(i => i == failing
            ? MockApi.Text("Gone", "text/plain", HttpStatusCode.NotFound)
            : Picture);
        var failure = await FailAsync(
            3, [ImageFolder.ResponseWith(ImageFolder.UrlItem, ImageFolder.UrlItem, ImageFolder.UrlItem), .. downloads]);
        var saved = Names.Where((_, i) => i != failing).ToArray();
        failure.SavedPaths.Should().Equal(saved.Select(_folder.PathOf));
        _folder.Names.Should().Equal(saved);
        failure.Images!.Data.Should().HaveCount(3);
        failure.Message.Should().Contain($"data[{failing}]");
        failure.StatusCode.Should().Be(404);
    }

    [Test]
    public async Task SaveImagesAsync_an_item_without_an_image_does_not_cost_the_others(
        [Values(
            """{"b64_json":null}""", """{"b64_json":""}""", "{}", """{"error":{"code":"c","message":"M"}}""",
            """{"url":""}""", """{"url":"ftp://host.example/1.png"}""", """{"url":"javascript:alert(1)"}""",
            """{"revised_prompt":"R"}""", """{"url":"//[/1.png"}""", """{"url":"//\u200E/1.png"}""")]
        string item,
        [Values(0, 1, 2)] int position)
    {
        List<string> items = [Item, Item];
        items.Insert(position, item);
        var failure = await FailAsync(3, ImageFolder.ResponseWith([.. items]));
        var saved = Names.Where((_, i) => i != position).ToArray();
        failure.SavedPaths.Should().Equal(saved.Select(_folder.PathOf));
        _folder.Names.Should().Equal(saved);
        failure.Images!.Data.Should().HaveCount(3);
        failure.Message.Should().Contain($"data[{position}]");
    }

    [Test]
    public async Task SaveImagesAsync_all_that_failed_is_in_the_message()
    {
        var failure = await FailAsync(
            3, ImageFolder.ResponseWith(ImageFolder.UrlItem, Item, "{}"), MockApi.Json("{}", HttpStatusCode.Forbidden));
        failure.Message.Should().Contain("data[0]").And.Contain("data[2]").And.NotContain("data[1]");
        failure.SavedPaths.Should().Equal(_folder.PathOf("otter-2.png"));
    }

    [Test]
    public async Task SaveImagesAsync_a_response_that_breaks_off_keeps_what_was_complete()
    {
        var failure = await FailAsync(3, MockApi.Json($$"""{"data":[{{Item}},{{Item}},{"b64_json":"iVBO"""));
        failure.SavedPaths.Should().Equal(_folder.PathOf("otter-1.png"), _folder.PathOf("otter-2.png"));
        _folder.Names.Should().Equal("otter-1.png", "otter-2.png");
    }

    [Test]
    public async Task SaveImagesAsync_a_download_that_is_no_image_is_refused(
        [Values(
            "", " ", "<html>Log in</html>", "<!DOCTYPE html><html></html>", """{"error":{"message":"M"}}""",
            "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "PNG", "GIF",
            "GIF8 is not a number", "BMW, RIFF and WEBP are words")]
        string body,
        [Values("image/png", "text/html")] string type)
    {
        var failure = await FailAsync(
            2, ImageFolder.ResponseWith(ImageFolder.UrlItem, Item), MockApi.Text(body, type));
        failure.StatusCode.Should().Be(200);
        failure.Images!.Data.Should().HaveCount(2);
        failure.SavedPaths.Should().Equal(_folder.PathOf("otter-2.png"));
        _folder.Names.Should().Equal("otter-2.png");
    }

    [Test]
    public async Task SaveImagesAsync_invalid_base64_of_some_images_saves_the_others(
        [Values("QUJD*A==", "*", "iVBO\\u0000")] string base64)
    {
        var invalid = $$"""{"b64_json":"{{base64}}"}""";
        var failure = await FailAsync(4, ImageFolder.ResponseWith(invalid, Item, invalid, Item));
        failure.Message.Should().Contain("data[0].b64_json is invalid").And.Contain("data[2].b64_json is invalid");
        failure.SavedPaths.Should().Equal(_folder.PathOf("otter-2.png"), _folder.PathOf("otter-4.png"));
        _folder.Names.Should().Equal("otter-2.png", "otter-4.png");
        failure.SavedPaths.Should().AllSatisfy(path => File.ReadAllBytes(path).Should().Equal(Png));
    }

    [Test]
    public async Task A_single_download_that_is_no_image_is_refused(
        [Values("", "<html>Log in</html>", "{}")] string body, [Values] bool isSaved)
    {
        using var api = new MockApi(MockApi.Text(body, "image/png"));
        using var client = api.Client(options => options.DownloadWithHttpClient = true);
        var image = new Image { Url = new Uri("https://images.example.com/1.png") };
        var destination = new MemoryStream();
        var call = () => isSaved
            ? client.SaveImageAsync(image, _folder.PathOf("image.png"))
            : client.CopyImageAsync(image, destination);
        (await call.Should().ThrowExactlyAsync<ApiException>()).Which.Message.Should().Contain("not an image");
        destination.Length.Should().Be(0);
        _folder.Names.Should().BeEmpty();
    }

    [Test]
    public async Task SaveImagesAsync_a_download_of_any_format_is_saved()
    {
        foreach (var picture in new[] { Png, ImageFolder.Jpeg, ImageFolder.Webp, [.. "GIF89a picture"u8] })
        {
            using var api = new MockApi(
                ImageFolder.ResponseWith(ImageFolder.UrlItem), MockApi.Body(picture, "application/octet-stream"));
            (await ImagesAsync(CallWay.Save, api)).Should().ContainSingle().Which.Should().Equal(picture);
        }
    }

    [Test]
    public async Task SaveImagesAsync_a_download_of_an_unknown_format_is_saved_if_the_content_type_says_so()
    {
        foreach (var picture in new byte[][] { [.. "II*\0\b\0\0\0"u8], [.. "\0\0\0\u0018ftypheic\0\0\0\0"u8] })
        {
            using var api = new MockApi(
                ImageFolder.ResponseWith(ImageFolder.UrlItem), MockApi.Body(picture, "image/x-unknown"));
            (await ImagesAsync(CallWay.Save, api)).Should().ContainSingle().Which.Should().Equal(picture);
        }
    }

    private async Task<ApiException> FailAsync(int n, params Func<HttpResponseMessage>[] responses)
    {
        using var api = new MockApi(responses);
        return await FailAsync(n, api.HttpClient);
    }

    private async Task<ApiException> FailAsync(int n, HttpClient httpClient)
    {
        var options = new ImagesClientOptions { ApiKey = MockApi.Key, DownloadWithHttpClient = true };
        using var client = new ImagesClient(options, httpClient);
        var call = () => client.SaveImagesAsync(ImageFolder.Otters(n), _folder.PathOf("otter.png"));
        return (await call.Should().ThrowExactlyAsync<ApiException>()).Which;
    }
}
