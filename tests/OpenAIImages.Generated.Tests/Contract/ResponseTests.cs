using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Tests;

/// <summary>How each kind of response with status 200 is read.</summary>
public class ResponseTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
    private static readonly string PngInBase64 = Convert.ToBase64String(Png);

    [Test]
    public async Task CreateImageAsync_reads_urls()
    {
        var response = await AskAsync(
            """
            {
              "created": 1589478378,
              "data": [{ "url": "https://example.com/1.png?sig=a%2Fb" }, { "url": "https://example.com/2.png" }]
            }
            """);

        response.Created.Should().Be(1589478378);
        response.Data.Select(it => it.Url!.AbsoluteUri)
            .Should().Equal("https://example.com/1.png?sig=a%2Fb", "https://example.com/2.png");
        response.Data.Should().OnlyContain(it => it.Bytes == null && it.RevisedPrompt == null);
        response.Usage.Should().BeNull();
        response.AdditionalProperties.Should().BeEmpty();
    }

    [Test]
    public async Task CreateImageAsync_reads_base64_and_the_revised_prompt()
    {
        var response = await AskAsync($$"""
            {
              "created": 1589478378,
              "data": [{ "b64_json": "{{PngInBase64}}", "revised_prompt": "A cute baby sea otter, \"floating\"" }]
            }
            """);

        var image = response.Data.Should().ContainSingle().Subject;
        image.Bytes.Should().Equal(Png);
        image.Url.Should().BeNull();
        image.RevisedPrompt.Should().Be("A cute baby sea otter, \"floating\"");
    }

    [Test]
    public async Task CreateImageAsync_reads_the_settings_and_the_usage_of_a_gpt_model()
    {
        var response = await AskAsync($$"""
            {
              "created": 1713833628,
              "data": [{ "b64_json": "{{PngInBase64}}" }],
              "background": "opaque",
              "output_format": "png",
              "quality": "high",
              "size": "1536x864",
              "safety_identifier": "8f14e45f",
              "usage": {
                "input_tokens": 50,
                "output_tokens": 4160,
                "total_tokens": 4210,
                "input_tokens_details": { "text_tokens": 10, "image_tokens": 40 },
                "output_tokens_details": { "text_tokens": 0, "image_tokens": 4160 }
              }
            }
            """);

        response.Background.Should().Be(ImageBackground.Opaque);
        response.OutputFormat.Should().Be(ImageOutputFormat.Png);
        response.Quality.Should().Be(ImageQuality.High);
        response.Size.Should().Be(new ImageSize(1536, 864));
        response.SafetyIdentifier.Should().Be("8f14e45f");
        response.Usage.Should().BeEquivalentTo(new
        {
            InputTokens = 50L,
            OutputTokens = 4160L,
            TotalTokens = 4210L,
            InputTokensDetails = new { TextTokens = 10L, ImageTokens = 40L },
            OutputTokensDetails = new { TextTokens = 0L, ImageTokens = 4160L },
        });
    }

    [Test]
    public async Task CreateImageAsync_reads_the_usage_of_an_svg()
    {
        var response = await AskAsync("""
            {
              "data": [{ "url": "https://example.com/1.svg" }],
              "svg_usage": {
                "model": "gpt-5", "input_tokens": 1, "output_tokens": 20, "reasoning_tokens": 12, "total_tokens": 21
              }
            }
            """);

        response.SvgUsage.Should().BeEquivalentTo(new
        {
            Model = "gpt-5",
            InputTokens = 1L,
            OutputTokens = 20L,
            ReasoningTokens = 12L,
            TotalTokens = 21L,
        });
    }

    [Test]
    public async Task CreateImageAsync_keeps_unknown_properties_of_other_servers()
    {
        var response = await AskAsync("""
            {
              "id": "b8ae", "created": 1,
              "data": [{
                "index": 0, "url": "https://example.com/1.png", "embedding": null,
                "content_filter_results": { "violence": { "filtered": false, "severity": "safe" } }
              }],
              "usage": { "input_tokens": 0, "output_tokens": 0, "total_tokens": 0, "prompt_tokens": 3 },
              "prompt_filter_results": [{ "prompt_index": 0 }]
            }
            """);

        ShouldHave(response, "id", "'b8ae'");
        ShouldHave(response, "prompt_filter_results", "[{ prompt_index: 0 }]");
        ShouldHave(response.Data[0], "index", "0");
        ShouldHave(response.Data[0], "embedding", "null");
        ShouldHave(response.Data[0], "content_filter_results", "{ violence: { filtered: false, severity: 'safe' } }");
        ShouldHave(response.Usage!, "prompt_tokens", "3");
        response.Usage!.TotalTokens.Should().Be(0);
    }

    [TestCase("""{"data":[{"url":"https://example.com/1.png"}]}""", 1)]
    [TestCase("""{"created":null,"data":[{"url":"https://example.com/1.png"}]}""", 1)]
    [TestCase("""{"data":[{"url":"https://example.com/1.png"}],"error":{"message":"The second failed."}}""", 1)]
    public async Task CreateImageAsync_incomplete_response_returns_its_images(string body, int images)
    {
        (await AskAsync(body)).Data.Should().HaveCount(images);
    }

    [TestCase("{}")]
    [TestCase("""{"created":1}""")]
    [TestCase("""{"created":1,"data":null}""")]
    [TestCase("""{"created":1,"data":[],"error":null}""")]
    [TestCase("""{"data":[{"b64_json":null},{"url":""}]}""")]
    [TestCase("[]")]
    public async Task CreateImageAsync_response_without_an_image_throws(string body)
    {
        using var api = new MockApi(MockApi.Json(body));

        var thrown = await api.FailAsync();

        thrown.Message.Should().Be("The server responded with 200: The response has no image.");
        thrown.Response.Should().Be(body);
    }

    [Test]
    public async Task CreateImageAsync_list_at_the_root_returns_its_images()
    {
        var response = await AskAsync($$"""[{"b64_json":"{{PngInBase64}}"},{"url":"https://example.com/1.png"}]""");

        response.Data.Should().HaveCount(2);
        response.Data[0].Bytes.Should().Equal(Png);
    }

    [Test]
    public async Task CreateImageAsync_ignores_a_wrong_content_type()
    {
        using var api = new MockApi(MockApi.Text(MockApi.UrlResponse, "text/plain; charset=utf-8"));
        using var client = api.Client();

        (await client.CreateImageAsync(MockApi.Otter)).Data.Should().ContainSingle();
    }

    private static async Task<ImagesResponse> AskAsync(string body)
    {
        using var api = new MockApi(MockApi.Json(body));
        using var client = api.Client();
        return await client.CreateImageAsync(MockApi.Otter);
    }

    private static void ShouldHave(JsonModel model, string name, string json) =>
        JToken.DeepEquals(model.AdditionalProperties[name] ?? JValue.CreateNull(), JToken.Parse(json))
            .Should().BeTrue("{0} is {1}", name, json);
}
