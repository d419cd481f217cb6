using System.ComponentModel;
using System.Text.Json;

namespace OpenAIImages.Generated.Tests;

/// <summary>System.Text.Json and type converters see the same properties as the generated code.</summary>
public class SystemTextJsonTests
{
    [Test]
    public void Serialize_request_gives_the_json_of_ToJson()
    {
        var request = new CreateImageRequest
        {
            Model = "my-model",
            Prompt = "Otters \"\u00e9\"",
            Size = new ImageSize(1024, 640),
            N = 2,
            Svg = new SvgOptions { Model = "writer" },
        };
        request.AdditionalProperties["seed"] = 42;

        JsonSerializer.Serialize(request).Should().Be(request.ToJson());
        JsonSerializer.Serialize(new[] { request }).Should().Be($"[{request.ToJson()}]");
    }

    [Test]
    public void Deserialize_request_reads_every_property()
    {
        const string Json = """{"model":"gpt-image-2","prompt":"Otters","size":"auto","n":2,"seed":7}""";

        var request = JsonSerializer.Deserialize<CreateImageRequest>(Json)!;

        request.ToJson().Should().Be("""{"prompt":"Otters","model":"gpt-image-2","n":2,"size":"auto","seed":7}""");
    }

    [Test]
    public void Serialize_response_has_its_images_and_not_its_metadata()
    {
        var response = new ImagesResponse
        {
            Created = 1,
            Data = [new Image { Bytes = [1, 2, 3] }],
            Metadata =
                new ResponseMetadata(new Dictionary<string, IReadOnlyList<string>> { ["x-request-id"] = ["req_1"] }),
        };

        var json = JsonSerializer.Serialize(response);

        json.Should().Be("""{"created":1,"data":[{"b64_json":"AQID"}]}""");
        JsonSerializer.Deserialize<ImagesResponse>(json)!.Data[0].Bytes.Should().Equal(1, 2, 3);
    }

    [Test]
    public void Serialize_events_of_a_stream_gives_the_json_of_ToJson()
    {
        ImageGenStreamEvent[] events =
        [
            new ImageGenPartialImageEvent { Bytes = [1, 2, 3], PartialImageIndex = 1 },
            new ImageGenCompletedEvent
            {
                Url = new Uri("https://images.example.com/1"),
                Metadata = new ResponseMetadata(
                    new Dictionary<string, IReadOnlyList<string>> { ["x-request-id"] = ["req_1"] }),
            },
        ];

        var json = JsonSerializer.Serialize(events);

        json.Should().Be($"[{events[0].ToJson()},{events[1].ToJson()}]").And.NotContain("req_1");
        var read = JsonSerializer.Deserialize<ImageGenStreamEvent[]>(json)!;
        read[0].Should().BeOfType<ImageGenPartialImageEvent>().Which.ToJson().Should().Be(events[0].ToJson());
        read[1].Should().BeOfType<ImageGenCompletedEvent>().Which.ToJson().Should().Be(events[1].ToJson());
    }

    [TestCase("5")]
    [TestCase("{}")]
    [TestCase("""{"type":5}""")]
    [TestCase("""{"type":"newer"}""")]
    public void Deserialize_event_from_another_kind_of_json_throws(string json)
    {
        var read = () => JsonSerializer.Deserialize<ImageGenStreamEvent>(json);

        read.Should().Throw<JsonException>();
    }

    [Test]
    public void Serialize_open_enumeration_is_its_string()
    {
        JsonSerializer.Serialize(ImageQuality.High).Should().Be("\"high\"");
        JsonSerializer.Deserialize<ImageModel>("\"newer\"").Should().Be(new ImageModel("newer"));
        JsonSerializer.Deserialize<ImageModel?>("null").Should().BeNull();
    }

    [TestCase("5")]
    [TestCase("\"text\"")]
    [TestCase("[]")]
    public void Deserialize_request_from_another_kind_of_json_throws(string json)
    {
        var read = () => JsonSerializer.Deserialize<CreateImageRequest>(json);

        read.Should().Throw<JsonException>();
    }

    [Test]
    public void ConvertFromInvariantString_gives_an_open_enumeration()
    {
        TypeDescriptor.GetConverter(typeof(ImageSize)).ConvertFromInvariantString("1024x640")
            .Should().Be(new ImageSize(1024, 640));
        TypeDescriptor.GetConverter(typeof(ImageModel?)).ConvertFromInvariantString("gpt-image-2")
            .Should().Be(ImageModel.GptImage2);
        // What the binder of configurations asks first.
        TypeDescriptor.GetConverter(typeof(ImageSize)).CanConvertFrom(typeof(string)).Should().BeTrue();
    }
}
