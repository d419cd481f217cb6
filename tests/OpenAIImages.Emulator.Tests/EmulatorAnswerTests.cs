using System.Net;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Tests;

/// <summary>The shapes of the emulator's answers, as the API's documentation has them.</summary>
public class EmulatorAnswerTests
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
    public async Task DallE2AnswersWithUrls()
    {
        var answer = await _emulator.CreateAsync("""{"prompt": "otter", "model": "dall-e-2", "n": 2, "size": "256x256"}""");

        Names(answer).Should().Equal("created", "data");
        ((long)answer["created"]!).Should().Be(_time.GetUtcNow().ToUnixTimeSeconds());
        answer["data"]!.Should().HaveCount(2);
        answer["data"]!.SelectMany(Names).Should().Equal("url", "url");
        answer["data"]!.Select(image => (string)image["url"]!).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public async Task AUrlLeadsToThePicture()
    {
        var url = await CreateUrlAsync();
        var inline = await _emulator.DrawAsync(
            """{"prompt": "otter", "model": "dall-e-2", "size": "256x256", "response_format": "b64_json"}""");

        using var stranger = new HttpClient(); // without a key
        using var answer = await stranger.GetAsync(url);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
        PngFile.Parse(await answer.Content.ReadAsByteArrayAsync()).LooksLike(inline).Should().BeTrue();
    }

    [Test]
    public async Task AUrlExpiresAfter60Minutes()
    {
        var url = await CreateUrlAsync();

        _time.Advance(TimeSpan.FromMinutes(59.9));
        (await StatusOfAsync(url)).Should().Be(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromMinutes(0.1));
        (await StatusOfAsync(url)).Should().Be(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task OnlyPicturesThatWereDrawnAreServed()
    {
        var url = await CreateUrlAsync();

        string[] others = [Path.ChangeExtension(url, "jpg"), url + "/..", Beside("other.png"), Beside("..%2fetc")];
        foreach (var other in others)
        {
            (await StatusOfAsync(other)).Should().Be(HttpStatusCode.NotFound, other);
        }

        string Beside(string name) => new Uri(new Uri(url), name).ToString();
    }

    [Test]
    public async Task TheOldestUrlsAreForgottenFirst()
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
    public async Task DallE3RevisesThePrompt()
    {
        var answer = await _emulator.CreateAsync("""{"prompt": "otter", "model": "dall-e-3"}""");

        Names(answer["data"]!.Single()).Should().Equal("url", "revised_prompt");
        ((string)answer["data"]![0]!["revised_prompt"]!).Should().Contain("otter").And.NotBe("otter");
    }

    [Test]
    public async Task GptModelsAnswerInBase64AndSayWhatTheyDid()
    {
        var answer = await _emulator.CreateAsync("""
            {"prompt": "otter", "model": "gpt-image-2.5-flare", "size": "256x512", "quality": "max",
             "background": "transparent", "safety_identifier": "user-1"}
            """);

        Names(answer["data"]!.Single()).Should().Equal("b64_json");
        ((string)answer["size"]!).Should().Be("256x512");
        ((string)answer["quality"]!).Should().Be("max");
        ((string)answer["background"]!).Should().Be("transparent");
        ((string)answer["output_format"]!).Should().Be("png");
        ((string)answer["safety_identifier"]!).Should().Be("user-1");
        var usage = answer["usage"]!;
        ((long)usage["total_tokens"]!).Should().Be((long)usage["input_tokens"]! + (long)usage["output_tokens"]!);
        Names(usage["input_tokens_details"]!).Should().Equal("text_tokens", "image_tokens");
    }

    [Test]
    public async Task WhatWasLeftToAGptModelIsDecidedInTheAnswer()
    {
        var answer = await _emulator.CreateAsync(
            """{"prompt": "otter", "model": "gpt-image-2", "quality": "auto", "size": "auto"}""");

        ((string)answer["size"]!).Should().Be("1024x1024");
        ((string)answer["quality"]!).Should().Be("high");
        ((string)answer["background"]!).Should().Be("opaque");
    }

    [TestCase("""{"prompt": "otter"}""")]
    [TestCase("""{"prompt": "otter", "model": null, "n": null}""")]
    [TestCase("""{"prompt": "1999-12-31T23:59:59Z", "model": "dall-e-2"}""")]
    [TestCase("""{"prompt": "otter", "model": "dall-e-3", "style": "natural", "quality": "hd"}""")]
    [TestCase("""{"prompt": "otter", "model": "my-own", "steps": 20, "n": 3}""")]
    public async Task ItTakesWhatTheModelTakes(string request)
    {
        (await _emulator.CreateAsync(request))["data"]!.Should().NotBeEmpty();
    }

    [TestCase("/v1/images/generations")]
    [TestCase("/openai/v1/images/generations?api-version=preview")]
    [TestCase("/openai/deployments/dall-e-3/images/generations?api-version=2024-10-21")]
    public async Task ItAnswersAtTheAddressesOfOpenAIAndAzure(string path)
    {
        (await _emulator.CreateAsync("""{"prompt": "otter"}""", path))["data"]!.Should().ContainSingle();
    }

    [Test]
    public async Task TheDeploymentOfAnAzureAddressIsTheModel()
    {
        using var answer = await _emulator.PostAsync(
            """{"prompt": "otter", "n": 2}""", "/openai/deployments/dall-e-3/images/generations?api-version=2024-10-21");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task TheHeadersAreTheApisAndSayThatItIsAnEmulator()
    {
        using var answer = await _emulator.PostAsync("""{"prompt": "otter"}""");
        using var another = await _emulator.PostAsync("""{"prompt": "otter"}""");

        answer.Headers.Select(header => header.Key.ToLowerInvariant()).Should().Contain(
            ["openai-organization", "openai-processing-ms", "openai-version", "x-ratelimit-limit-requests",
             "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests", "x-request-id"]);
        answer.Headers.GetValues("x-emulator").Single().Should().MatchRegex(@"^OpenAIImages\.Emulator/\d+\.\d+\.\d+");
        another.Headers.GetValues("x-request-id").Should().NotEqual(answer.Headers.GetValues("x-request-id"));
    }

    private static IEnumerable<string> Names(JToken json) => ((JObject)json).Properties().Select(property => property.Name);

    private async Task<string> CreateUrlAsync() => (string)(await _emulator.CreateAsync(DallE2))["data"]![0]!["url"]!;

    private async Task<HttpStatusCode> StatusOfAsync(string url)
    {
        using var answer = await _emulator.Http.GetAsync(url);
        return answer.StatusCode;
    }
}
