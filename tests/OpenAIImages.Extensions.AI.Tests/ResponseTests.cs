using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OpenAIImages.Extensions.AI.Tests;

/// <summary>How a response is returned.</summary>
public class ResponseTests
{
    private const string Png = "iVBORw0KGgo=";
    private const string Unknown = "AQID";

    [TestCase("iVBORw0KGgo=", "image/png")]
    [TestCase("/9j/4AAQ", "image/jpeg")]
    [TestCase("R0lGODlh", "image/gif")]
    [TestCase("UklGRgAAAABXRUJQ", "image/webp")]
    [TestCase("PHN2ZyB4bWxucz0iIi8+", "image/svg+xml")]
    public async Task GenerateAsync_returns_data_with_the_media_type_of_its_bytes(string base64, string mediaType)
    {
        var response = await Generation.ReceiveAsync(
            $$"""{"output_format":"webp","data":[{"b64_json":"{{base64}}"}]}""");

        var content = response.Contents.Should().ContainSingle().Which.Should().BeOfType<DataContent>().Subject;
        content.MediaType.Should().Be(mediaType);
        content.Data.ToArray().Should().Equal(Convert.FromBase64String(base64));
    }

    [TestCase("\"output_format\":\"webp\",", "image/png", "image/webp")]
    [TestCase("\"output_format\":\"svg\",", null, "image/svg+xml")]
    [TestCase("", "image/jpg", "image/jpeg")]
    [TestCase("\"output_format\":\"a b/c\",", null, "image/*")]
    [TestCase("", null, "image/*")]
    public async Task GenerateAsync_returns_unknown_bytes_with_the_media_type_of_the_format(
        string format, string? requested, string mediaType)
    {
        var response = await Generation.ReceiveAsync(
            $$"""{{{format}}"data":[{"b64_json":"{{Unknown}}"}]}""", new() { MediaType = requested });

        response.Contents.Should().ContainSingle().Which.Should().BeOfType<DataContent>()
            .Which.MediaType.Should().Be(mediaType);
    }

    [TestCase("https://images.example.com/1.webp?sig=a.b", "", "image/webp")]
    [TestCase("https://images.example.com/1", "", "image/*")]
    [TestCase("https://images.example.com/1.html", "", "image/*")]
    [TestCase("https://images.example.com/1", "\"output_format\":\"png\",", "image/png")]
    public async Task GenerateAsync_returns_a_URL_with_the_media_type_of_an_image(
        string url, string format, string mediaType)
    {
        var response = await Generation.ReceiveAsync($$"""{{{format}}"data":[{"url":"{{url}}"}]}""");

        var content = response.Contents.Should().ContainSingle().Which.Should().BeOfType<UriContent>().Subject;
        content.Uri.Should().Be(new Uri(url));
        content.MediaType.Should().Be(mediaType);
    }

    [TestCase("/files/1.png", "https://server.example.com/files/1.png")]
    [TestCase("1.png", "https://server.example.com/v1/1.png")]
    public async Task GenerateAsync_resolves_a_relative_URL_against_the_endpoint(string url, string address)
    {
        var response = await Generation.ReceiveAsync(
            $$"""{"data":[{"url":"{{url}}"}]}""", endpoint: new Uri("https://server.example.com/v1?version=1"));

        response.Contents.Should().ContainSingle().Which.Should().BeOfType<UriContent>()
            .Which.Uri.Should().Be(new Uri(address));
    }

    [Test]
    public async Task GenerateAsync_leaves_an_empty_image_out_and_keeps_the_others()
    {
        var response = await Generation.ReceiveAsync(
            $$"""
            {"data":[
              {"b64_json":"{{Png}}"}, {}, {"b64_json":""}, {"b64_json":null,"url":""}, {"url":"https://host/2.png"}
            ]}
            """);

        response.Contents.Select(content => content.GetType())
            .Should().Equal(typeof(DataContent), typeof(UriContent));
        response.RawRepresentation.Should().BeOfType<ImagesResponse>().Which.Data.Should().HaveCountGreaterThan(2);
    }

    [Test]
    public async Task GenerateAsync_returns_what_the_server_says_about_the_images()
    {
        var response = await Generation.ReceiveAsync(
            """
            {
              "created": 1589478378,
              "data": [{"url":"https://host/1.png","revised_prompt":"A cute otter"},{"url":"https://host/2.png"}]
            }
            """,
            headers:
            [
                ("x-request-id", "req_1"), ("x-ratelimit-limit-requests", "500"),
                ("x-ratelimit-remaining-requests", "499"), ("x-ratelimit-reset-requests", "120ms"),
                ("x-ratelimit-remaining-tokens", "90000"), ("x-ratelimit-limit-input-images", "7"),
            ]);

        var common = new Dictionary<string, object?>
        {
            ["created"] = DateTimeOffset.FromUnixTimeSeconds(1589478378),
            ["x-request-id"] = "req_1",
            ["x-ratelimit-limit-requests"] = 500L,
            ["x-ratelimit-remaining-requests"] = 499L,
            ["x-ratelimit-reset-requests"] = TimeSpan.FromMilliseconds(120),
            ["x-ratelimit-remaining-tokens"] = 90000L,
            ["x-ratelimit-limit-input-images"] = 7L,
        };
        response.Contents[1].AdditionalProperties.Should().BeEquivalentTo(common);
        common["revised_prompt"] = "A cute otter";
        response.Contents[0].AdditionalProperties.Should().BeEquivalentTo(common);
        response.Contents[0].RawRepresentation.Should().BeOfType<Image>()
            .Which.RevisedPrompt.Should().Be("A cute otter");
    }

    [Test]
    public async Task GenerateAsync_returns_contents_that_can_be_serialized()
    {
        var response = await Generation.ReceiveAsync(
            $$"""{"created":1589478378,"data":[{"b64_json":"{{Png}}","revised_prompt":"A cute otter"}]}""",
            headers: [("x-ratelimit-limit-requests", "500"), ("x-ratelimit-reset-requests", "1s")]);

        var contract = AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(AIContent));
        var json = JsonSerializer.Serialize(response.Contents[0], contract);

        var copy = (DataContent)JsonSerializer.Deserialize(json, contract)!;
        copy.Data.ToArray().Should().Equal(Convert.FromBase64String(Png));
        copy.AdditionalProperties!["revised_prompt"]!.ToString().Should().Be("A cute otter");
    }

    [TestCase("99999999999999")]
    [TestCase("-99999999999999")]
    [TestCase("\"today\"")]
    [TestCase("null")]
    public async Task GenerateAsync_loses_nothing_to_an_unusual_time(string created)
    {
        var response = await Generation.ReceiveAsync($$"""{"created":{{created}},"data":[{"b64_json":"{{Png}}"}]}""");

        response.Contents.Should().ContainSingle().Which.AdditionalProperties.Should().BeNull();
    }

    [Test]
    public async Task GenerateAsync_returns_the_usage_in_all_its_parts()
    {
        var response = await Generation.ReceiveAsync(
            $$"""
            {
              "data": [{"b64_json":"{{Png}}"}],
              "usage": {
                "input_tokens": 13, "output_tokens": 4160, "total_tokens": 4173,
                "input_tokens_details": {"text_tokens": 11, "image_tokens": 2},
                "output_tokens_details": {"text_tokens": 60, "image_tokens": 4100}
              },
              "svg_usage": {
                "input_tokens": 1, "model": "m", "output_tokens": 9, "reasoning_tokens": 4, "total_tokens": 10
              }
            }
            """);

        var usage = response.Usage!;
        usage.InputTokenCount.Should().Be(13);
        usage.OutputTokenCount.Should().Be(4160);
        usage.TotalTokenCount.Should().Be(4173);
        usage.InputTextTokenCount.Should().Be(11);
        usage.OutputTextTokenCount.Should().Be(60);
        usage.AdditionalCounts.Should().BeEquivalentTo(new Dictionary<string, long>
        {
            ["InputTokenDetails.TextTokenCount"] = 11,
            ["InputTokenDetails.ImageTokenCount"] = 2,
            ["OutputTokenDetails.TextTokenCount"] = 60,
            ["OutputTokenDetails.ImageTokenCount"] = 4100,
            ["SvgUsage.InputTokenCount"] = 1,
            ["SvgUsage.OutputTokenCount"] = 9,
            ["SvgUsage.ReasoningTokenCount"] = 4,
            ["SvgUsage.TotalTokenCount"] = 10,
        });
    }

    [Test]
    public async Task GenerateAsync_returns_no_usage_that_was_not_reported()
    {
        (await Generation.ReceiveAsync($$"""{"data":[{"b64_json":"{{Png}}"}]}""")).Usage.Should().BeNull();

        var some = await Generation.ReceiveAsync(
            $$$"""{"data":[{"b64_json":"{{{Png}}}"}],"usage":{"output_tokens":7}}""");
        some.Usage!.OutputTokenCount.Should().Be(7);
        some.Usage.InputTokenCount.Should().BeNull();
        some.Usage.AdditionalCounts.Should().BeNull();
    }

    [Test]
    public async Task GenerateAsync_throws_what_the_client_throws()
    {
        using var api = new Generated.Tests.MockApi(Generated.Tests.MockApi.Json(
            """{"error":{"code":"moderation_blocked","message":"No."}}""", System.Net.HttpStatusCode.BadRequest));
        using var client = api.Client();
        using var generator = client.AsIImageGenerator();

        (await generator.Awaiting(it => it.GenerateAsync(new ImageGenerationRequest("An otter")))
            .Should().ThrowAsync<ApiException>()).Which.Error!.Code.Should().Be("moderation_blocked");
    }

    [Test]
    public async Task GenerateAsync_of_another_client_returns_what_that_gives()
    {
        var images = new ImagesResponse
        {
            Data =
            [
                new() { Url = new Uri("/1.png", UriKind.Relative) },
                new() { Url = new Uri("data:image/png,%20") },
                new(),
            ],
        };
        using var generator = OtherClient.Create(images).AsIImageGenerator();

        var response = await generator.GenerateAsync(new ImageGenerationRequest("An otter"));

        response.Contents.Should().AllBeOfType<UriContent>().And.HaveCount(2);
        response.RawRepresentation.Should().BeSameAs(images);
    }
}
