using System.IO.Compression;
using System.Text;
using static OpenAIImages.Generated.Tests.ImageFolder;

namespace OpenAIImages.Generated.Tests;

/// <summary>Servers that send more images than were asked for.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostileImageCountTests : IDisposable
{
    private const int Max = 10_000;

    private readonly ImageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase(1, 10)]
    [TestCase(3, 10)]
    public async Task SaveImagesAsync_writes_at_most_ten_files_of_base64(int n, int saved)
    {
        using var api = new MockApi(ResponseWith([.. Enumerable.Repeat(Item(Png), 9_999)]));

        var images = await _folder.SaveAsync(api, Otters(n), "otter.png");

        images.Paths.Should().HaveCount(saved);
        _folder.Names.Should().HaveCount(saved);
        images.Response.Data.Should().HaveCount(9_999);
        images.Response.Data.Skip(saved).Should().OnlyContain(image => image.Bytes!.SequenceEqual(Png));
    }

    [Test]
    public async Task SaveImagesAsync_downloads_at_most_ten_images()
    {
        using var api = new MockApi(
            ResponseWith([.. Enumerable.Repeat(UrlItem, 300)]), MockApi.Body(Png, "image/png"));

        var images = await _folder.SaveAsync(api, MockApi.Otter, "otter.png");

        api.Count.Should().Be(1 + 10);
        images.Paths.Should().HaveCount(10);
        images.Response.Data.Should().HaveCount(300);
    }

    [TestCase("""["{0}"]""")]
    [TestCase("""{{"data":["{0}"]}}""")]
    [TestCase("""{{"data":[{{"url":"data:image/png;base64,{0}"}}]}}""")]
    public async Task SaveImagesAsync_writes_at_most_ten_files_whatever_the_shape_of_the_list(string shape)
    {
        var body = string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, Convert.ToBase64String(Png));
        var item = body[(body.IndexOf('[') + 1)..body.LastIndexOf(']')];
        using var api = new MockApi(MockApi.Json(body.Replace(item, string.Join(",", Enumerable.Repeat(item, 50)))));

        await _folder.SaveAsync(api, MockApi.Otter, "otter.png");

        _folder.Names.Should().HaveCount(10);
    }

    [Test]
    public async Task SaveImagesAsync_writes_at_most_ten_files_of_events()
    {
        var body = string.Concat(Enumerable.Repeat(EventStream.Completed(), 50));
        using var api = new MockApi(MockApi.Text(body, EventStream.ContentType));

        await _folder.SaveAsync(api, MockApi.Otter, "otter.png");

        _folder.Names.Should().HaveCount(10);
    }

    [Test]
    public async Task SaveImagesAsync_replaces_no_file_with_an_image_that_was_not_asked_for()
    {
        foreach (var number in new[] { "", "-2", "-3" }) _folder.Write($"otter{number}.png", "mine");
        using var api = new MockApi(ResponseWith(Item(Png), Item(Jpeg), UrlItem), MockApi.Body(Webp, "image/webp"));

        var saved = await _folder.SaveAsync(api, MockApi.Otter, "otter.png", overwrite: true);

        _folder.Read("otter.png").Should().Equal(Png);
        _folder.Read("otter-2.png").Should().Equal("mine"u8.ToArray());
        _folder.Read("otter-3.png").Should().Equal("mine"u8.ToArray());
        saved.Paths.Select(path => File.ReadAllBytes(path)[0]).Should().Equal(Png[0], Jpeg[0], Webp[0]);
    }

    [Test]
    public async Task SaveImagesAsync_gives_all_downloads_of_a_call_one_time_limit()
    {
        var time = new ManualTime();
        var downloads = 0;
        using var api = new MockApi(
            ResponseWith([.. Enumerable.Repeat(UrlItem, 5)]),
            () =>
            {
                downloads++;
                time.Advance(TimeSpan.FromSeconds(40));
                return MockApi.Body(Png, "image/png")();
            });
        using var client = api.Client(options =>
        {
            options.TimeProvider = time;
            options.Timeout = TimeSpan.FromSeconds(100);
        });

        var save = () => client.SaveImagesAsync(Otters(5), _folder.PathOf("otter.png"));

        var thrown = (await save.Should().ThrowAsync<ApiException>()).Which;
        thrown.InnerException.Should().BeAssignableTo<OperationCanceledException>();
        thrown.SavedPaths.Should().HaveCount(2);
        thrown.Images!.Data.Should().HaveCount(5);
        downloads.Should().Be(3);
    }

    [Test]
    public async Task SaveImagesAsync_gives_all_downloads_of_a_call_one_limit_of_bytes()
    {
        using var api = new MockApi(
            ResponseWith([.. Enumerable.Repeat(UrlItem, 8)]), MockApi.Body([.. Png, .. new byte[400]], "image/png"));
        using var client = api.Client(options => options.MaxResponseBytes = 1000);

        var save = () => client.SaveImagesAsync(Otters(8), _folder.PathOf("otter.png"));

        (await save.Should().ThrowAsync<ApiException>()).Which.SavedPaths.Should().HaveCount(2);
        _folder.Names.Should().HaveCount(2);
    }

    [Test]
    [Category("Long")]
    public async Task CreateImageAsync_opens_no_stream_for_images_of_repeated_lists_beyond_ten([Values] bool compressed)
    {
        var list = "\"data\":[" + string.Join(",", Enumerable.Repeat("{\"b64_json\":\"QUJD\"}", 900)) + "]";
        var body = Encoding.UTF8.GetBytes("{" + string.Join(",", Enumerable.Repeat(list, 40)) + "}");
        var streams = 0;
        using var client = Reading.ClientFor(compressed ? Brotli(body) : Reading.ContentOf(new MemoryStream(body)));

        var read = () => client.CreateImageAsync(Reading.Request, _ =>
        {
            streams++;
            return new MemoryStream();
        });

        (await read.Should().ThrowAsync<ApiException>()).WithMessage($"*more than {Max} images*");
        streams.Should().Be(10);
    }

    [TestCase("""{"b64_json":"QUJD"}""")]
    [TestCase("""{"url":"https://host/1.png"}""")]
    [TestCase("\"https://host/1.png\"")]
    [Category("Long")]
    public async Task CreateImageStreamAsync_counts_images_over_all_events(string image)
    {
        var list = "data: {\"data\":[" + string.Join(",", Enumerable.Repeat(image, 3_000)) + "]}\n\n";

        var (events, failure) = await EventStream.FailAsync(string.Concat(Enumerable.Repeat(list, 5)));

        failure.Message.Should().Contain($"more than {Max} images");
        events.Should().HaveCountLessThanOrEqualTo(Max);
    }

    [Test]
    [Category("Long")]
    public async Task CreateImageAsync_counts_images_over_all_events()
    {
        var body = string.Concat(Enumerable.Repeat(EventStream.Completed(), Max + 1));
        using var api = new MockApi(MockApi.Text(body, EventStream.ContentType));

        (await api.FailAsync()).Message.Should().Contain($"more than {Max} images");
    }

    private static HttpContent Brotli(byte[] body)
    {
        var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Optimal)) brotli.Write(body);
        var content = Reading.ContentOf(new MemoryStream(compressed.ToArray()));
        content.Headers.ContentEncoding.Add("br");
        return content;
    }
}
