using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Tests;

/// <summary>Models that an application reads and writes with JsonConvert.</summary>
public class JsonConvertTests
{
    private const string Time = "2026-11-22T07:00:00Z";

    [TestCase("5", "Integer")]
    [TestCase("[]", "StartArray")]
    [TestCase("\"text\"", "String")]
    public void DeserializeObject_model_that_is_not_an_object_throws(string json, string token)
    {
        FluentActions.Invoking(() => JsonConvert.DeserializeObject<Image>(json))
            .Should().Throw<JsonSerializationException>().WithMessage($"A Image is an object, not a {token}*");
    }

    [Test]
    public void Null_is_converted_to_null_and_back()
    {
        JsonConvert.DeserializeObject<Image>("null").Should().BeNull();
        JsonConvert.DeserializeObject<ImageSize>("null").Should().Be(default(ImageSize));
        JsonConvert.SerializeObject(new Image?[] { null }).Should().Be("[null]");
    }

    [Test]
    public void DeserializeObject_enumeration_that_is_not_a_string_throws()
    {
        FluentActions.Invoking(() => JsonConvert.DeserializeObject<ImageSize>("1"))
            .Should().Throw<JsonSerializationException>().WithMessage("A ImageSize is a string, not a Integer*");
    }

    [Test]
    public void DeserializeObject_reads_no_dates_within_a_model()
    {
        var pair = JsonConvert.DeserializeObject<Pair>(
            $$"""{"Image":{"revised_prompt":"{{Time}}","seen":"{{Time}}"},"When":"{{Time}}"}""")!;

        pair.Image!.RevisedPrompt.Should().Be(Time);
        pair.Image.AdditionalProperties["seen"]!.Type.Should().Be(JTokenType.String);
        pair.When.Should().BeOfType<DateTime>();
    }

    [TestCase("""{"data":[{"url":"https://host/"}]""")]
    [TestCase("""{"data":[{"url":"https://host/"}""")]
    [TestCase("""{"data":[{"url":""")]
    [TestCase("""{"data":[""")]
    [TestCase("""{"created":7,""")]
    [TestCase("""{""")]
    public void DeserializeObject_incomplete_json_throws(string json)
    {
        FluentActions.Invoking(() => JsonConvert.DeserializeObject<ImagesResponse>(json))
            .Should().Throw<JsonException>();
    }

    [Test]
    public void DeserializeObject_skips_comments()
    {
        var response = JsonConvert.DeserializeObject<ImagesResponse>(
            """
            {/*1*/"data":/*2*/[/*3*/{/*4*/"url":/*5*/"https://host/"/*6*/,"x":{/*7*/"a":/*8*/1}}/*9*/]/*10*/,
            "created":/*11*/7/*12*/}
            """)!;

        response.ToJson().ShouldBeJson(JObject.Parse("""{"created":7,"data":[{"url":"https://host/","x":{"a":1}}]}"""));
    }

    [Test]
    public void Model_can_be_converted_to_JObject_and_back()
    {
        var image = new Image { Bytes = [1, 2, 3], RevisedPrompt = "An otter" };

        var again = JObject.FromObject(image).ToObject<Image>()!;

        again.Bytes.Should().Equal(1, 2, 3);
        again.RevisedPrompt.Should().Be("An otter");
    }

    [TestCase(int.MaxValue, true)]
    [TestCase(int.MinValue, true)]
    [TestCase(int.MaxValue + 1L, false)]
    [TestCase(int.MinValue - 1L, false)]
    public void DeserializeObject_keeps_a_number_that_does_not_fit(long number, bool fits)
    {
        var image =
            JsonConvert.DeserializeObject<ImageGenPartialImageEvent>($$"""{"partial_image_index":{{number}}}""")!;

        image.PartialImageIndex.Should().Be(fits ? (int)number : null);
        image.AdditionalProperties.Should().HaveCount(fits ? 0 : 1);
        image.ToJson().Should().Contain($"\"partial_image_index\":{number}");
    }

    private sealed class Pair
    {
        public Image? Image { get; set; }

        public object? When { get; set; }
    }
}
