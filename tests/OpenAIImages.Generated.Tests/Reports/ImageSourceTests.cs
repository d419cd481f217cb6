using System.Text;
using static OpenAIImages.Generated.Tests.Reports.ReportedCall;

namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>The forms of an image in a response.</summary>
public sealed class ImageSourceTests
{
    private static readonly string DataUrl = "data:image/png;base64," + PngBase64;

    [Test]
    public Task Bytes_come_from_any_property_and_any_form(
        [Values] CallWay way,
        [Values(
            """{"url":"DATA"}""",
            """{"url":" DATA "}""",
            """{"url":"BASE64"}""",
            """{"b64_json":"DATA"}""",
            """{"b64_json":" DATA"}""",
            """{"b64_json":null,"url":"DATA"}""",
            """{"b64_json":"","url":"DATA"}""",
            """{"b64_json":"BASE64","url":""}""",
            "\"DATA\"",
            "\"BASE64\"")]
        string item) =>
        ShouldGivePngAsync(way, Items(item.Replace("DATA", DataUrl).Replace("BASE64", PngBase64)));

    [Test]
    public Task A_data_url_is_read_whatever_its_parameters(
        [Values] CallWay way,
        [Values(
            "data:image/png;base64,", "DATA:image/png;BASE64,", "data:;base64,", "data:image/png;name=a.png;base64,")]
        string start) =>
        ShouldGivePngAsync(way, Items($$"""{"url":"{{start}}{{PngBase64}}"}"""));

    [Test]
    public async Task A_data_url_with_escaped_characters_is_read([Values] CallWay way)
    {
        byte[] picture = [.. Png, 0xFB, 0xEF, 0xBE, 0xFF];
        var base64 = Uri.EscapeDataString(Convert.ToBase64String(picture));
        base64.Should().Contain("%2B").And.Contain("%3D");
        (await ImagesAsync(way, Items($$"""{"url":"data:image/png;base64,{{base64}}"}""")))
            .Should().ContainSingle().Which.Should().Equal(picture);
    }

    [Test]
    public async Task A_text_in_place_of_the_list_is_an_image([Values] CallWay way, [Values] bool isEvent)
    {
        foreach (var text in new[] { DataUrl, PngBase64 })
        {
            var body = $$"""{"code":0,"data":"{{text}}"}""";
            await ShouldGivePngAsync(way, isEvent ? MockApi.Text($"data: {body}\n\n", EventsType) : MockApi.Json(body));
        }
    }

    [Test]
    public async Task CreateImageAsync_an_address_in_place_of_the_list_is_an_image()
    {
        using var api = new MockApi(MockApi.Json("""{"created":1,"data":"https://a.example/1"}"""));
        using var client = api.Client();
        var images = await client.CreateImageAsync(Request);
        images.Data.Should().ContainSingle().Which.Url.Should().Be("https://a.example/1");
        images.AdditionalProperties.Should().BeEmpty();
    }

    [Test]
    public async Task Any_other_text_in_place_of_the_list_is_none(
        [Values] CallWay way,
        [Values("", "Queued", "/images/1", "QUJD", "ftp://a.example/1", "a.example/1")] string text) =>
        (await FailAsync(way, MockApi.Json($$"""{"data":"{{text}}"}"""))).Message.Should().Contain("no image");

    [Test]
    public async Task A_data_url_that_is_longer_than_any_address_is_read(
        [Values] CallWay way, [Values("data:image/png;base64,", "")] string start)
    {
        byte[] picture = [.. Png, .. new byte[300_000]];
        var item = $$"""{"url":"{{start}}{{Convert.ToBase64String(picture)}}"}""";
        var events = MockApi.Text($"data: {item}\n\n", EventsType);
        foreach (var response in new[] { Items(item), MockApi.Json(item), events })
        {
            (await ImagesAsync(way, response)).Should().ContainSingle().Which.Should().Equal(picture);
        }
    }

    [Test]
    public Task A_data_url_in_an_event_is_read(
        [Values] CallWay way, [Values("url", "b64_json")] string name) =>
        ShouldGivePngAsync(way, MockApi.Text(
            $$"""data: {"type":"image_generation.completed","{{name}}":"{{DataUrl}}"}""" + "\n\n", EventsType));

    [Test]
    public async Task CreateImageAsync_a_data_url_that_is_not_base64_is_read()
    {
        var images =
            await CreateAsync("""{"url":"data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E"}""");
        Encoding.UTF8.GetString(images.Data[0].Bytes!).Should().Be("<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        images.Data[0].Url.Should().BeNull();
    }

    [Test]
    public async Task CreateImageAsync_a_text_in_the_list_is_an_image(
        [Values("https://host.example/a.png", "http://host.example/a?b=c", "/images/1.png")] string url)
    {
        var images = await CreateAsync($"\"{url}\"");
        images.Data.Should().ContainSingle().Which.Url!.OriginalString.Should().Be(url);
    }

    [Test]
    public async Task CreateImageAsync_texts_and_objects_in_one_list_keep_their_order()
    {
        var images = await CreateAsync("\"https://a.example/1\"", Item, "null", "\"https://a.example/2\"");
        images.Data.Where(image => image.Bytes is not null || image.Url is not null)
            .Select(image => image.Url?.OriginalString)
            .Should().Equal("https://a.example/1", null, "https://a.example/2");
    }

    [Test]
    public async Task CreateImageAsync_an_image_beside_an_invalid_list_is_read(
        [Values(
            """{"created":1,"url":"https://a.example/1"}""",
            """{"data":null,"url":"https://a.example/1"}""",
            """{"data":[],"url":"https://a.example/1"}""",
            """{"data":{"url":"https://a.example/1"}}""",
            """["https://a.example/1"]""",
            """[{"url":"https://a.example/1"}]""")]
        string body)
    {
        using var api = new MockApi(MockApi.Json(body));
        using var client = api.Client();
        var images = await client.CreateImageAsync(Request);
        images.Data.Should().ContainSingle().Which.Url!.OriginalString.Should().Be("https://a.example/1");
    }

    [TestCase("/images/1.png", "https://api.openai.com/images/1.png")]
    [TestCase("images/1.png", "https://api.openai.com/v1/images/1.png")]
    [TestCase("//images.example.com/1.png", "https://images.example.com/1.png")]
    [TestCase("/images/1.png?token=a%20b", "https://api.openai.com/images/1.png?token=a%20b")]
    public async Task SaveImagesAsync_a_relative_url_is_resolved_against_the_endpoint(string url, string address)
    {
        using var api = new MockApi(Items($$"""{"url":"{{url}}"}"""), MockApi.Body(Png, "image/png"));
        (await ImagesAsync(CallWay.Save, api)).Should().ContainSingle().Which.Should().Equal(Png);
        api.Requests[1].Address.Should().Be(address);
        api.Requests[1].Headers.Keys.Should().NotContain(["Authorization", "api-key"]);
        string.Join(" ", api.Requests[1].Headers.Values).Should().NotContain(MockApi.Key);
    }

    [Test]
    public async Task A_url_in_place_of_base64_is_the_url_of_the_image(
        [Values] bool isStream,
        [Values("https://a.example/1", "http://a.example/1", @"https:\/\/a.example\/1")] string url,
        [Values(
            """{"created":1,"data":[{"b64_json":"URL"}]}""",
            """{"data":[{"b64_json":"URL","url":null},null]}""",
            """{"data":[{"url":"","b64_json":"URL"}]}""",
            """{"b64_json":"URL"}""",
            """[{"b64_json":"URL"}]""",
            "data: {\"type\":\"image_generation.completed\",\"b64_json\":\"URL\"}\n\n",
            "data: {\"data\":[{\"b64_json\":\"URL\"}]}\n\n")]
        string body)
    {
        using var client = Reading.ClientFor(Reading.ContentOf(new ChunkedStream(
            Encoding.UTF8.GetBytes(body.Replace("URL", url)), Arrival.ByteByByte)));
        var expected = url.Replace(@"\", "");
        if (isStream)
        {
            var item = (ImageGenCompletedEvent)(await client.CreateImageStreamAsync(Request).ToListAsync()).Single();
            (item.Url!.OriginalString, item.Bytes).Should().Be((expected, null));
            item.ToJson().Should().NotContain("b64_json");
            return;
        }

        var images = await client.CreateImageAsync(Request);
        images.Data.Should().ContainSingle().Which.Url!.OriginalString.Should().Be(expected);
        images.ToJson().Should().NotContain("b64_json");
    }

    [Test]
    public async Task A_url_in_place_of_base64_is_downloaded([Values] bool toStream, [Values] Arrival arrival)
    {
        var body = $$"""{"data":[{"b64_json":"https://a.example/1"},{{Item}}]}""";
        using var api = new MockApi(
            () => new HttpResponseMessage
            {
                Content = Reading.ContentOf(new ChunkedStream(Encoding.UTF8.GetBytes(body), arrival)),
            },
            MockApi.Body(ImageFolder.Jpeg, "image/jpeg"));
        if (toStream)
        {
            using var client = api.Client(options => options.DownloadWithHttpClient = true);
            var destination = new MemoryStream();
            await client.CreateImageAsync(Request, destination);
            destination.ToArray().Should().Equal(ImageFolder.Jpeg);
            return;
        }

        (await ImagesAsync(CallWay.Save, api)).Should().BeEquivalentTo([ImageFolder.Jpeg, Png]);
        api.Requests[1].Address.Should().Be("https://a.example/1");
    }

    [Test]
    public async Task A_text_that_begins_like_a_url_is_invalid_base64(
        [Values("http", "https", "httpx:", "http;", "httpss:", "Http:", "http:")] string text)
    {
        var failure = await FailAsync(CallWay.Plain, Items($$"""{"b64_json":"{{text}}*"}"""));

        if (text == "http:") failure.Message.Should().Contain("no image");
        else failure.Message.Should().Contain("invalid at character");
    }

    [Test]
    public async Task SaveImagesAsync_a_text_in_the_list_is_downloaded()
    {
        using var api = new MockApi(Items("\"https://images.example.com/a.png\""), MockApi.Body(Png, "image/png"));
        (await ImagesAsync(CallWay.Save, api)).Should().ContainSingle().Which.Should().Equal(Png);
        api.Requests[1].Address.Should().Be("https://images.example.com/a.png");
    }

    [Test]
    public async Task CopyImageAsync_a_relative_url_is_resolved_against_the_endpoint()
    {
        using var api = new MockApi(MockApi.Body(Png, "image/png"));
        using var client = api.Client(options =>
        {
            options.DownloadWithHttpClient = true;
            options.Endpoint = new Uri("https://gateway.example.com/openai/v1");
        });
        var destination = new MemoryStream();
        await client.CopyImageAsync(new Image { Url = new Uri("/images/1.png", UriKind.Relative) }, destination);
        destination.ToArray().Should().Equal(Png);
        api.Request.Address.Should().Be("https://gateway.example.com/images/1.png");
        api.Request.Headers.Keys.Should().NotContain("Authorization");
    }

    [Test]
    public async Task CreateImageStreamAsync_a_relative_url_of_an_event_is_an_image()
    {
        using var api = new MockApi(MockApi.Text("data: {\"url\":\"/images/1.png\"}\n\n", EventsType));
        using var client = api.Client();
        var events = await client.CreateImageStreamAsync(Request).ToListAsync();
        events.Should().ContainSingle().Which.Should().BeOfType<ImageGenCompletedEvent>()
            .Which.Url!.OriginalString.Should().Be("/images/1.png");
    }

    private static Func<HttpResponseMessage> Items(params string[] items) => ImageFolder.ResponseWith(items);

    private static async Task<ImagesResponse> CreateAsync(params string[] items)
    {
        using var api = new MockApi(Items(items));
        using var client = api.Client();
        return await client.CreateImageAsync(Request);
    }
}
