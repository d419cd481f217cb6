using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Tests;

/// <summary>Requests read from JSON without a serializer.</summary>
public class RequestFromJsonTests
{
    [Test]
    public void FromJson_reads_what_ToJson_returns()
    {
        var request = new CreateImageRequest
        {
            Model = ImageModel.GptImage26Sunburst,
            Prompt = "A cute baby sea otter",
            N = 2,
            Size = new ImageSize(1536, 864),
            Svg = new SvgOptions { Model = "a-model" },
        };
        request.AdditionalProperties["seed"] = 42;
        request.AdditionalProperties["since"] = "2026-11-22T07:00:00Z";

        var copy = CreateImageRequest.FromJson(request.ToJson());

        copy.ToJson().Should().Be(request.ToJson());
        copy.Svg!.Model.Should().Be("a-model");
        copy.AdditionalProperties["since"]!.Type.Should().Be(JTokenType.String);
    }

    [Test]
    public void FromJson_keeps_what_does_not_fit()
    {
        var request = CreateImageRequest.FromJson("""{"n":3000000000,"size":7,"prompt":"An otter"}""");

        request.N.Should().BeNull();
        request.Size.Should().BeNull();
        request.Prompt.Should().Be("An otter");
        request.AdditionalProperties.Keys.Should().BeEquivalentTo("n", "size");
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\"text\"")]
    [TestCase("{")]
    [TestCase("""{"prompt":"An otter" """)]
    [TestCase("{} {}")]
    public void FromJson_of_something_else_throws(string json) =>
        FluentActions.Invoking(() => CreateImageRequest.FromJson(json)).Should().Throw<JsonException>();

    [Test]
    public void FromJson_of_null_throws() =>
        FluentActions.Invoking(() => CreateImageRequest.FromJson(null!)).Should().Throw<ArgumentNullException>();
}
