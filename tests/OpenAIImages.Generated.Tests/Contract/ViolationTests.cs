using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Tests;

/// <summary>When a request is refused, and the messages.</summary>
public class ViolationTests
{
    private static readonly TestCaseData<int, string>[] Texts =
    [
        new(1000, "x") { TestName = "{m}(letter)" },
        new(1000, "🦦") { TestName = "{m}(emoji)" },
        new(200, "👩\u200D👩\u200D👧") { TestName = "{m}(emoji of five characters)" },
        new(1000, "\uD83E") { TestName = "{m}(half an emoji)" },
    ];

    [TestCase("{}", "prompt is required.")]
    [TestCase("{ prompt: ' ' }", "prompt must not be blank.")]
    [TestCase("{ prompt: 'x', n: 0 }", "Every model takes n of at least 1, not 0.")]
    [TestCase("{ prompt: 'x', model: 'dall-e-2', n: 11 }", "dall-e-2 takes n of at most 10, not 11.")]
    [TestCase("{ prompt: 'x', model: 'dall-e-3', n: 2 }", "dall-e-3 takes n 1 only, not 2.")]
    [TestCase("{ prompt: 'x', model: 'dall-e-3', size: '256x256' }",
        "dall-e-3 takes size 1024x1024, 1792x1024, 1024x1792, not 256x256.")]
    [TestCase("{ prompt: 'x', model: 'dall-e-2', style: 'vivid' }", "dall-e-2 does not take style.")]
    [TestCase("{ prompt: 'x', model: 'gpt-image-2-2026-04-21', quality: 'max' }",
        "gpt-image-2-2026-04-21 takes quality auto, low, medium, high, not max.")]
    [TestCase("{ prompt: 'x', model: 'gpt-image-2', output_format: 'jpeg', output_compression: 101 }",
        "gpt-image-2 takes output_compression from 0 to 100, not 101.")]
    [TestCase("{ prompt: 'x', model: 'gpt-image-2', output_compression: 50 }",
        "output_compression 50 needs output_format jpeg or webp.")]
    [TestCase("{ prompt: 'x', model: 'gpt-image-2.6-flare', output_format: 'gif', background: 'transparent' }",
        "background transparent needs output_format png or webp.")]
    [TestCase("{ prompt: 'x', model: 'gpt-image-2', partial_images: 1 }", "partial_images 1 needs stream true.")]
    [TestCase("{ prompt: 'x', model: 'gpt-image-2.6-flare', n: 2, output_format: 'svg' }",
        "With output_format svg, n must be 1, not 2.")]
    [TestCase("{ prompt: 'x', model: 'gpt-image-2.6-flare', stream: true, output_format: 'gif' }",
        "stream true cannot be combined with output_format gif or svg.")]
    [TestCase("{ prompt: 'x', model: 'gpt-image-2', output_format: 'gif' }",
        "gpt-image-2 takes output_format png, jpeg, webp, not gif.")]
    [TestCase("{ prompt: 'x', model: 'gpt-image-2', complexity: 'low' }", "gpt-image-2 does not take complexity.")]
    [TestCase("{ prompt: 'x', svg: {} }", "svg.model is required.")]
    public void Validate_violation_says_what_is_allowed(string request, string message)
    {
        var violation = Refusal(Parse(request)).Violations.Should().ContainSingle().Subject;

        violation.Message.Should().Be(message);
        violation.ToString().Should().Be(message);
    }

    [Test]
    public void Validate_reports_all_violations_at_once()
    {
        var refusal = Refusal(new CreateImageRequest
        {
            Prompt = new string('x', 4001),
            Model = ImageModel.DallE3,
            N = 0,
            Size = ImageSize.W512xH512,
            Quality = ImageQuality.Max,
            Style = "noir",
            OutputFormat = ImageOutputFormat.Webp,
            Svg = new SvgOptions(),
        });

        refusal.Violations.Select(
            it => (it.Parameter, Value: it.Value?.ToString()?.Length > 9 ? "long" : it.Value, it.Code))
            .Should().BeEquivalentTo(
            [
                ("prompt", "long", "invalid_value"),
                ("n", 0, "invalid_value"),
                ("size", ImageSize.W512xH512, "invalid_size"),
                ("quality", ImageQuality.Max, "invalid_value"),
                ("style", (ImageStyle)"noir", "invalid_value"),
                ("output_format", ImageOutputFormat.Webp, "unknown_parameter"),
                ("svg", "long", "unknown_parameter"),
                ("svg.model", (object?)null, "missing_required_parameter"),
            ]);
        refusal.Violations.Should().OnlyContain(it => it.Model == "dall-e-3");
        refusal.Message.Should().Be(
            "The request was not sent: " + string.Join(" ", refusal.Violations.Select(it => it.Message)));
    }

    [TestCase(64, false)]
    [TestCase(65, true)]
    public void Validate_message_quotes_at_most_64_characters(int length, bool isCut)
    {
        var refusal =
            Refusal(new CreateImageRequest { Prompt = "x", Model = "dall-e-2", Size = new string('y', length) });

        refusal.Violations[0].Message.Should().EndWith($"not {new string('y', 64)}{(isCut ? "…" : "")}.");
    }

    // The name of a snapshot is that of a known model followed by digits; the rules of that model apply.
    [TestCase("dall-e-2-1", true)]
    [TestCase("dall-e-2-2026-04-21", true)]
    [TestCase("dall-e-2-09", true)]
    [TestCase("dall-e-2-", false)]
    [TestCase("dall-e-2x", false)]
    [TestCase("dall-e-21", false)]
    [TestCase("dall-e-2-x", false)]
    [TestCase("dall-e-2-1x", false)]
    [TestCase("DALL-E-2", false)]
    [TestCase("dall-e", false)]
    public void Validate_snapshot_follows_the_rules_of_its_model(string model, bool isSnapshot)
    {
        var validate =
            new CreateImageRequest { Prompt = "x", Model = model, Style = "vivid" }.Invoking(it => it.Validate());

        if (isSnapshot) validate.Should().Throw<ImageRequestException>().WithMessage($"*{model} does not take style.");
        else validate.Should().NotThrow();
    }

    [Test]
    public void Validate_without_a_model_names_none()
    {
        Refusal(new CreateImageRequest { N = 0 }).Violations
            .Should().HaveCount(2).And.OnlyContain(it => it.Model == null);
    }

    [Test]
    public void Validate_message_does_not_repeat_the_prompt()
    {
        var prompt = "A secret otter " + new string('x', 1000);

        var refusal =
            Refusal(new CreateImageRequest { Prompt = prompt, Model = ImageModel.DallE2, Style = ImageStyle.Vivid });

        refusal.ToString().Should().NotContain("secret otter");
        refusal.Violations[0].ToString().Should().NotContain("secret otter");
        refusal.Violations[0].Value.Should().Be(prompt);
    }

    [Test]
    public void Validate_message_is_one_short_line()
    {
        var longText = "first\nsecond\r" + new string('y', 10_000);

        var refusal = Refusal(new CreateImageRequest
        {
            Prompt = "x",
            Model = ImageModel.DallE2,
            Quality = longText,
            Size = longText,
        });

        refusal.Message.Should().NotContainAny("\n", "\r");
        refusal.Violations
            .Should().HaveCount(2).And.OnlyContain(it => it.Message.Length < 200 && it.Message.Contains('…'));
    }

    [TestCaseSource(nameof(Texts))]
    public void Validate_counts_unicode_characters(int times, string text)
    {
        var request = new CreateImageRequest
        {
            Prompt = string.Concat(Enumerable.Repeat(text, times)),
            Model = ImageModel.DallE2,
        };
        request.Invoking(it => it.Validate()).Should().NotThrow("it is 1000 characters long");

        request.Prompt += "x";
        Refusal(request).Message.Should().Contain("at most 1000 characters, not of 1001");
    }

    [Test]
    public async Task Invalid_request_throws_in_each_kind_of_call()
    {
        using var api = new MockApi();
        using var client = api.Client();
        var request = new CreateImageRequest { Prompt = "x", N = 0 };
        Func<Task>[] calls =
        [
            () => client.CreateImageAsync(request),
            () => client.CreateImageAsync(request, _ => Stream.Null),
            () => client.SaveImagesAsync(request, "never.png"),
            () => client.CreateImageStreamAsync(request).ToListAsync().AsTask(),
        ];

        foreach (var call in calls)
        {
            await call.Should().ThrowAsync<ImageRequestException>().WithMessage(Refusal(request).Message);
        }

        api.Count.Should().Be(0);
    }

    [Test]
    public async Task Invalid_request_is_sent_without_ValidateRequests()
    {
        using var api = new MockApi();
        using var client = api.Client(options => options.ValidateRequests = false);
        const string wrong = "{ model: 'dall-e-3', n: 0, prompt: ' ', background: 'transparent' }";

        await client.CreateImageAsync(Parse(wrong));

        api.Request.ShouldCarry(wrong);
        Refusal(Parse(wrong)).Violations.Should().HaveCount(3, "it can still be asked for");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task CreateImageAsync_with_stream_true_throws(bool validate)
    {
        const string message = "stream is only for CreateImageStreamAsync.";
        using var api = new MockApi();
        using var client = api.Client(options => options.ValidateRequests = validate);
        var request = new CreateImageRequest { Prompt = "x", Model = ImageModel.GptImage2, Stream = true };

        var refused = await client.Awaiting(it => it.CreateImageAsync(request))
            .Should().ThrowAsync<ImageRequestException>();
        await client.Awaiting(it => it.CreateImageAsync(request, _ => Stream.Null))
            .Should().ThrowAsync<ImageRequestException>();

        api.Count.Should().Be(0);
        refused.Which.Violations.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Parameter = "stream", Value = true, Model = "gpt-image-2", Message = message });
    }

    [Test]
    public async Task CreateImageAsync_with_stream_true_names_everything_that_is_wrong()
    {
        using var api = new MockApi();
        using var client = api.Client();

        var request = Parse("{ model: 'dall-e-3', n: 2, stream: true }");

        var refused = await client.Awaiting(it => it.CreateImageAsync(request))
            .Should().ThrowAsync<ImageRequestException>();

        refused.Which.Violations.Select(violation => violation.Parameter).Should().Equal("stream", "prompt", "n");
    }

    [TestCase("size", "1024x1024")]
    [TestCase("prompt", "Another")]
    [TestCase("model", "dall-e-2")]
    [TestCase("output_compression", "a text")]
    public void Validate_additional_property_that_is_a_declared_one_is_a_violation(string name, string value)
    {
        var request = name == "prompt" ? new CreateImageRequest() : new CreateImageRequest { Prompt = "x" };
        request.AdditionalProperties[name] = value;
        request.AdditionalProperties["seed"] = 42;

        Refusal(request).Violations.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Parameter = name,
            Value = (JToken)value,
            Code = "invalid_value",
            Message = $"{name} must be set through its property, with a value of its type.",
        });
    }

    [Test]
    public async Task CreateImageAsync_declared_property_wins_over_an_additional_one()
    {
        using var api = new MockApi();
        using var client = api.Client(options => options.ValidateRequests = false);
        var request = new CreateImageRequest { Prompt = "x", N = 1 };
        request.AdditionalProperties["n"] = "two";
        request.AdditionalProperties["size"] = 1024;

        await client.CreateImageAsync(request);

        api.Request.ShouldCarry("{ prompt: 'x', n: 1, size: 1024 }");
    }

    private static CreateImageRequest Parse(string json) => JsonConvert.DeserializeObject<CreateImageRequest>(json)!;

    private static ImageRequestException Refusal(CreateImageRequest request) =>
        request.Invoking(it => it.Validate()).Should().Throw<ImageRequestException>().Which;
}
