using System.Net;

namespace OpenAIImages.Generated.Tests;

/// <summary>Saves one image, from its bytes or its URL, to a file or a stream.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SaveImageTests : IDisposable
{
    private static readonly Image FromBytes = new() { Bytes = ImageFolder.Png };
    private static readonly Image FromUrl = new() { Url = new Uri("https://images.example.com/1?sig=a%2Fb") };

    private static readonly TestCaseData<byte[], string>[] Formats =
    [
        new(ImageFolder.Png, "otter.png") { TestName = "{m}(PNG)" },
        new(ImageFolder.Jpeg, "otter.jpg") { TestName = "{m}(JPEG)" },
        new(ImageFolder.Webp, "otter.webp") { TestName = "{m}(WebP)" },
        new([.. "RIFF\0\0\0\0WEBP"u8], "otter.webp") { TestName = "{m}(WebP, its signature alone)" },
        new([.. "GIF87a"u8], "otter.gif") { TestName = "{m}(GIF 87a)" },
        new([.. "GIF89a"u8], "otter.gif") { TestName = "{m}(GIF 89a)" },
        new([.. "<svg xmlns=''/>"u8], "otter.bin") { TestName = "{m}(SVG)" },
        new([.. "\uFEFF\r\n <?xml version='1.0'?>\n<svg/>"u8], "otter.bin")
            { TestName = "{m}(SVG after an XML declaration)" },
        new([.. "<?xml version='1.0'?><html/>"u8], "otter.bin") { TestName = "{m}(other XML)" },
        new([.. "a <svg/>"u8], "otter.bin") { TestName = "{m}(SVG within a text)" },
        new([.. "RIFX\0\0\0\0WEBP"u8], "otter.bin") { TestName = "{m}(WebP that is no RIFF)" },
        new([.. "RIFF\0\0\0\0WAVE"u8], "otter.bin") { TestName = "{m}(other RIFF)" },
        new([.. "RIFF\0\0\0\0WEB"u8], "otter.bin") { TestName = "{m}(cut short)" },
        new([], "otter.bin") { TestName = "{m}(empty)" },
    ];

    private static readonly TestCaseData<Image>[] NoImages =
    [
        new(new Image()) { TestName = "{m}(neither bytes nor URL)" },
        new(new Image { Url = new Uri("file:///etc/hostname") }) { TestName = "{m}(file)" },
        new(new Image { Url = new Uri("ftp://example.com/1.png") }) { TestName = "{m}(ftp)" },
        new(new Image { Url = new Uri("data:image/png;base64,iVBORw0KGgo=") }) { TestName = "{m}(data)" },
        new(new Image { Url = new Uri("http://\uFFFD.test/1.png") }) { TestName = "{m}(host without a name in ASCII)" },
    ];

    private readonly ImageFolder _folder = new();
    private readonly MockApi _server = new(MockApi.Body(ImageFolder.Png, "image/png"));

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task SaveImageAsync_writes_bytes()
    {
        using var client = _server.Client();

        (await client.SaveImageAsync(FromBytes, _folder.PathOf("otter.png"))).Should().Be(_folder.PathOf("otter.png"));

        _folder.Names.Should().Equal("otter.png");
        _folder.Read("otter.png").Should().Equal(ImageFolder.Png);
        _server.Count.Should().Be(0);
    }

    [TestCase(ImagesAuthentication.Bearer)]
    [TestCase(ImagesAuthentication.ApiKeyHeader)]
    public async Task SaveImageAsync_downloads_without_headers_of_the_api(ImagesAuthentication authentication)
    {
        using var client = _server.Client(options =>
        {
            options.Authentication = authentication;
            options.Organization = "org-abc123";
            options.ApiVersion = "preview";
        });

        await client.SaveImageAsync(FromUrl, _folder.PathOf("otter.png"));

        _folder.Names.Should().Equal("otter.png");
        _folder.Read("otter.png").Should().Equal(ImageFolder.Png);
        _server.Request.Method.Should().Be(HttpMethod.Get);
        _server.Request.Address.Should().Be("https://images.example.com/1?sig=a%2Fb");
        _server.Request.Headers.Should().BeEmpty();
    }

    [TestCase("Authorization")]
    [TestCase("api-key")]
    [TestCase("x-api-key")]
    [TestCase("Ocp-Apim-Subscription-Key")]
    [TestCase("Proxy-Authorization")]
    [TestCase("Cookie")]
    [TestCase("X-Tenant")]
    public async Task SaveImageAsync_downloads_without_an_HttpClient_that_has_default_headers(string header)
    {
        await using var pictures = new FaultServer(connection => connection.RespondAsync(200, "GIF89a", "image/gif"));
        _server.HttpClient.DefaultRequestHeaders.TryAddWithoutValidation(header, MockApi.Key);
        using var client = _server.Client(options =>
        {
            options.DownloadWithHttpClient = false;
            options.AllowDownload = _ => true;
        });

        await client.SaveImageAsync(new Image { Url = pictures.Endpoint }, _folder.PathOf("otter.png"));

        _folder.Read("otter.png").Should().Equal("GIF89a"u8.ToArray());
        pictures.Requests.Should().ContainSingle().Which.Should().NotContain(MockApi.Key);
        _server.Count.Should().Be(0);
    }

    [TestCase("User-Agent", "an-app/1.0")]
    [TestCase("accept", "image/*")]
    [TestCase("Accept-Encoding", "gzip")]
    [TestCase("Accept-Language", "de")]
    public async Task SaveImageAsync_downloads_with_an_HttpClient_whose_headers_are_harmless(
        string header, string value)
    {
        _server.HttpClient.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        using var client = _server.Client();

        await client.SaveImageAsync(FromUrl, _folder.PathOf("otter.png"));

        _server.Request.Headers.Should().ContainSingle().Which.Value.Should().Be(value);
    }

    [Test]
    public async Task SaveImageAsync_prefers_the_bytes_to_the_url()
    {
        using var client = _server.Client();

        await client.SaveImageAsync(
            new Image { Bytes = ImageFolder.Jpeg, Url = FromUrl.Url }, _folder.PathOf("otter.jpg"));

        _folder.Read("otter.jpg").Should().Equal(ImageFolder.Jpeg);
        _server.Count.Should().Be(0);
    }

    [TestCaseSource(nameof(Formats))]
    public async Task SaveImageAsync_adds_the_extension_of_the_format(byte[] bytes, string name)
    {
        using var client = _server.Client();

        var path = await client.SaveImageAsync(new Image { Bytes = bytes }, _folder.PathOf("otter"));

        path.Should().Be(_folder.PathOf(name));
        _folder.Names.Should().Equal(name);
        _folder.Read(name).Should().Equal(bytes);
    }

    [TestCase("otter.jpeg", "otter.jpeg")]
    [TestCase("otter.PNG", "otter.PNG")]
    [TestCase("otter.v2", "otter.v2.png")]
    [TestCase(".otter", ".otter.png")]
    public async Task SaveImageAsync_keeps_the_extension_of_the_path(string name, string saved)
    {
        using var client = _server.Client();

        await client.SaveImageAsync(FromBytes, _folder.PathOf(name));

        _folder.Names.Should().Equal(saved);
    }

    [TestCase("1.png", "https://api.openai.com/v1/1.png")]
    [TestCase("/images/1.png?a=b", "https://api.openai.com/images/1.png?a=b")]
    public async Task SaveImageAsync_relative_url_is_resolved_against_the_endpoint(string url, string address)
    {
        using var client = _server.Client();

        await client.SaveImageAsync(new Image { Url = new Uri(url, UriKind.Relative) }, _folder.PathOf("otter.png"));

        _server.Request.Address.Should().Be(address);
        _server.Request.Headers.Should().BeEmpty();
    }

    [Test]
    public async Task SaveImageAsync_overwrites_only_with_overwrite()
    {
        _folder.Write("otter.png", "mine");
        using var client = _server.Client();
        foreach (var image in new[] { FromBytes, FromUrl })
        {
            foreach (var name in new[] { "otter.png", "otter" })
            {
                var save = () => client.SaveImageAsync(image, _folder.PathOf(name));
                await save.Should().ThrowAsync<IOException>().WithMessage("*otter.png already exists*overwrite*");
            }
        }

        _folder.Read("otter.png").Should().Equal("mine"u8.ToArray());
        _folder.Names.Should().Equal("otter.png");
        _server.Count.Should().Be(0);

        (await client.SaveImageAsync(FromUrl, _folder.PathOf("otter"), overwrite: true))
            .Should().Be(_folder.PathOf("otter.png"));
        _folder.Read("otter.png").Should().Equal(ImageFolder.Png);
        _folder.Names.Should().Equal("otter.png");
    }

    [TestCase("", TestName = "{m}(folder)")]
    [TestCase("missing/otter.png", TestName = "{m}(folder that does not exist)")]
    public async Task SaveImageAsync_path_that_cannot_be_a_file_throws(string name)
    {
        using var client = _server.Client();

        var save = () => client.SaveImageAsync(FromUrl, _folder.PathOf(name), overwrite: true);

        await save.Should().ThrowAsync<IOException>();
        _server.Count.Should().Be(0);
        _folder.Names.Should().BeEmpty();
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    public async Task SaveImageAsync_blank_path_throws(string? path)
    {
        using var client = _server.Client();

        await client.Awaiting(it => it.SaveImageAsync(FromUrl, path!)).Should().ThrowAsync<ArgumentException>()
            .WithParameterName(nameof(path));
        _server.Count.Should().Be(0);
    }

    [TestCaseSource(nameof(NoImages))]
    public async Task SaveImageAsync_and_CopyImageAsync_without_an_image_throw(Image image)
    {
        using var client = _server.Client();
        Func<Task>[] calls =
        [
            () => client.SaveImageAsync(image, _folder.PathOf("otter.png")),
            () => client.CopyImageAsync(image, new MemoryStream()),
        ];

        foreach (var call in calls)
        {
            await call.Should().ThrowAsync<ArgumentException>().WithMessage("*neither bytes nor an http or https URL*");
        }

        _server.Count.Should().Be(0);
        _folder.Names.Should().BeEmpty();
    }

    [Test]
    public async Task SaveImageAsync_and_CopyImageAsync_null_throws()
    {
        using var client = _server.Client();

        await client.Awaiting(it => it.SaveImageAsync(null!, "otter.png")).Should().ThrowAsync<ArgumentNullException>();
        await client.Awaiting(it => it.CopyImageAsync(null!, Stream.Null)).Should().ThrowAsync<ArgumentNullException>();
        await client.Awaiting(it => it.CopyImageAsync(FromUrl, null!)).Should().ThrowAsync<ArgumentNullException>();
        _server.Count.Should().Be(0);
    }

    [TestCase(403, "<Error><Code>AuthenticationFailed</Code></Error>")]
    [TestCase(404, "")]
    [TestCase(400, """{"error":{"code":"otter","message":"x"}}""")]
    [TestCase(500, "oops")]
    public async Task SaveImageAsync_failed_download_leaves_no_file(int status, string body)
    {
        using var server = new MockApi(MockApi.Text(body, "application/xml", (HttpStatusCode)status));
        using var client = server.Client();

        var thrown = (await client.Awaiting(it => it.SaveImageAsync(FromUrl, _folder.PathOf("otter.png")))
            .Should().ThrowAsync<ApiException>()).Which;

        thrown.Message.Should().Be(
            $"The server responded with {status}: The image could not be downloaded; its URL is valid for 60 minutes.");
        thrown.StatusCode.Should().Be(status);
        thrown.Response.Should().Be(body);
        _folder.Names.Should().BeEmpty();
    }

    [Test]
    public async Task SaveImageAsync_download_that_is_too_large_leaves_no_file()
    {
        using var exact = _server.Client(options => options.MaxResponseBytes = ImageFolder.Png.Length);
        using var tooSmall = _server.Client(options => options.MaxResponseBytes = ImageFolder.Png.Length - 1);

        await exact.SaveImageAsync(FromUrl, _folder.PathOf("otter.png"));
        var save = () => tooSmall.SaveImageAsync(FromUrl, _folder.PathOf("large.png"));

        (await save.Should().ThrowAsync<ApiException>()).WithMessage("*larger than*");
        _folder.Names.Should().Equal("otter.png");
    }

    [Test]
    public async Task CopyImageAsync_leaves_the_stream_open()
    {
        using var client = _server.Client();
        foreach (var image in new[] { FromBytes, FromUrl })
        {
            using var destination = new MemoryStream();
            await client.CopyImageAsync(image, destination);

            destination.CanWrite.Should().BeTrue();
            destination.ToArray().Should().Equal(ImageFolder.Png);
        }
    }
}
