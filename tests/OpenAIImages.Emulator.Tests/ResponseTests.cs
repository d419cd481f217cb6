using System.Net;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Tests;

/// <summary>The shapes of responses, as the API documents them.</summary>
public class ResponseTests
{
    private const string DallE2 = """{"prompt": "otter", "model": "dall-e-2", "size": "256x256"}""";

    private readonly ManualTime _time = new();
    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions { TimeProvider = _time });

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [Test]
    public async Task Post_for_DallE2_returns_urls()
    {
        var response = await _emulator.CreateAsync(
            """{"prompt": "otter", "model": "dall-e-2", "n": 2, "size": "256x256"}""");

        Names(response).Should().Equal("created", "data");
        ((long)response["created"]!).Should().Be(_time.GetUtcNow().ToUnixTimeSeconds());
        response["data"]!.Should().HaveCount(2);
        response["data"]!.SelectMany(Names).Should().Equal("url", "url");
        response["data"]!.Select(image => (string)image["url"]!).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public async Task Get_url_returns_the_picture()
    {
        var url = await CreateUrlAsync();
        var inline = await _emulator.DrawAsync(
            """{"prompt": "otter", "model": "dall-e-2", "size": "256x256", "response_format": "b64_json"}""");

        using var stranger = new HttpClient(); // without a key
        using var response = await stranger.GetAsync(url);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
        PngFile.Parse(await response.Content.ReadAsByteArrayAsync()).LooksLike(inline).Should().BeTrue();
    }

    [Test]
    public async Task Head_url_returns_the_length_of_the_picture()
    {
        var url = await CreateUrlAsync();
        var length = (await _emulator.Http.GetByteArrayAsync(url)).Length;

        using var response = await _emulator.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));

        response.Content.Headers.ContentLength.Should().Be(length);
    }

    [Test]
    public async Task Get_url_after_60_minutes_returns_not_found()
    {
        var url = await CreateUrlAsync();

        _time.Advance(TimeSpan.FromMinutes(59.9));
        (await StatusOfAsync(url)).Should().Be(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromMinutes(0.1));
        (await StatusOfAsync(url)).Should().Be(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Get_anything_but_a_url_of_a_response_returns_not_found()
    {
        var url = await CreateUrlAsync();

        string[] others =
            [Path.ChangeExtension(url, "jpg"), url + "/..", url + "%0a", Beside("other.png"), Beside("..%2fetc")];
        foreach (var other in others) (await StatusOfAsync(other)).Should().Be(HttpStatusCode.NotFound, other);

        string Beside(string name) => new Uri(new Uri(url), name).ToString();
    }

    [Test]
    public async Task Get_url_older_than_10000_others_returns_not_found()
    {
        var first = await CreateUrlAsync();
        var second = await CreateUrlAsync();

        for (var pictures = 0; pictures < 10_000 - 1; pictures += 9)
        {
            await _emulator.CreateAsync("""{"prompt": "otter", "model": "dall-e-2", "n": 9}""");
        }

        (await StatusOfAsync(first)).Should().Be(HttpStatusCode.NotFound);
        (await StatusOfAsync(second)).Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Post_for_DallE3_returns_a_revised_prompt()
    {
        var response = await _emulator.CreateAsync("""{"prompt": "otter", "model": "dall-e-3"}""");

        Names(response["data"]!.Single()).Should().Equal("url", "revised_prompt");
        ((string)response["data"]![0]!["revised_prompt"]!).Should().Contain("otter").And.NotBe("otter");
    }

    [Test]
    public async Task Post_for_base64_returns_the_prompt_as_it_is()
    {
        const string Prompt = "\"b64_json\":\"\" [] {} 夜 \u2028 \ud83e\udda6";

        var response = await _emulator.CreateAsync(
            new JObject { ["prompt"] = Prompt, ["model"] = "dall-e-3", ["response_format"] = "b64_json" }.ToString());

        Names(response["data"]!.Single()).Should().Equal("b64_json", "revised_prompt");
        ((string)response["data"]![0]!["revised_prompt"]!).Should().Contain(Prompt);
        PngFile.Parse((byte[])response["data"]![0]!["b64_json"]!).Width.Should().Be(1024);
    }

    [Test]
    public async Task Post_for_GPT_models_returns_base64_and_the_settings_used()
    {
        var response = await _emulator.CreateAsync("""
            {"prompt": "otter", "model": "gpt-image-2.5-flare", "size": "640x1024", "quality": "max",
             "background": "transparent", "safety_identifier": "user-1", "n": 2}
            """);

        response["data"]!.SelectMany(Names).Should().Equal("b64_json", "b64_json");
        ((string)response["size"]!).Should().Be("640x1024");
        ((string)response["quality"]!).Should().Be("max");
        ((string)response["background"]!).Should().Be("transparent");
        ((string)response["output_format"]!).Should().Be("png");
        ((string)response["safety_identifier"]!).Should().Be("user-1");
        var usage = response["usage"]!;
        ((long)usage["total_tokens"]!).Should().Be((long)usage["input_tokens"]! + (long)usage["output_tokens"]!);
        Names(usage["input_tokens_details"]!).Should().Equal("text_tokens", "image_tokens");
    }

    [TestCase(""" "user": "u" """, "u")]
    [TestCase(""" "safety_identifier": "s" """, "s")]
    [TestCase(""" "user": "u", "safety_identifier": "s" """, "s")]
    [TestCase(""" "user": null, "safety_identifier": null """, null)]
    public async Task Post_returns_the_safety_identifier_that_applies(string ids, string? expected)
    {
        var response = await _emulator.CreateAsync(
            $$"""{"prompt": "otter", "model": "gpt-image-2", "size": "1024x640", {{ids}}}""");

        ((string?)response["safety_identifier"]).Should().Be(expected);
    }

    [Test]
    public async Task Post_with_user_for_DallE_returns_no_safety_identifier()
    {
        Names(await _emulator.CreateAsync("""{"prompt": "otter", "model": "dall-e-3", "user": "u"}"""))
            .Should().Equal("created", "data");
    }

    [Test]
    public async Task Post_with_auto_returns_what_the_model_chose()
    {
        var response = await _emulator.CreateAsync(
            """{"prompt": "otter", "model": "gpt-image-2", "quality": "auto", "size": "auto"}""");

        ((string)response["size"]!).Should().Be("1024x1024");
        ((string)response["quality"]!).Should().Be("high");
        ((string)response["background"]!).Should().Be("opaque");
    }

    [TestCase("""{"prompt": " ", "model": "dall-e-2"}""")]
    [TestCase("""{"prompt": "otter", "model": "dall-e-2", "n": null, "size": null, "response_format": null}""")]
    [TestCase("""{"prompt": "1999-12-31T23:59:59Z", "model": "dall-e-2"}""")]
    [TestCase("""{"prompt": "\ud800 alone", "model": "dall-e-2"}""")]
    [TestCase("""{"prompt": "otter", "model": "dall-e-3", "style": "natural", "quality": "hd"}""")]
    [TestCase("""{"prompt": "otter", "model": "gpt-image-2-2027-01-31", "moderation": "low", "stream": null}""")]
    [TestCase("""{"prompt": "\n", "model": "gpt-image-2", "size": "1024x640", "partial_images": null, "n": 1}""")]
    public async Task Post_with_what_the_model_takes_succeeds(string request)
    {
        (await _emulator.CreateAsync(request))["data"]!.Should().ContainSingle();
    }

    [Test]
    public async Task Every_response_has_the_headers_of_the_API_and_says_that_it_is_an_emulators()
    {
        using var response = await _emulator.PostAsync(DallE2);
        using var another = await _emulator.PostAsync("{}");

        foreach (var headers in new[] { response.Headers, another.Headers })
        {
            headers.Select(header => header.Key.ToLowerInvariant()).Should().Contain(
                ["openai-organization", "openai-processing-ms", "openai-version", "x-ratelimit-limit-requests",
                 "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests", "x-request-id"]);
            headers.GetValues("x-emulator").Single().Should().MatchRegex(@"^OpenAIImages\.Emulator/\d+\.\d+\.\d+");
        }

        another.Headers.GetValues("x-request-id").Should().NotEqual(response.Headers.GetValues("x-request-id"));
    }

    private static IEnumerable<string> Names(JToken json) => ((JObject)json).Properties().Select(it => it.Name);

    private async Task<string> CreateUrlAsync() => (string)(await _emulator.CreateAsync(DallE2))["data"]![0]!["url"]!;

    private async Task<HttpStatusCode> StatusOfAsync(string url)
    {
        using var response = await _emulator.Http.GetAsync(url);
        return response.StatusCode;
    }
}
