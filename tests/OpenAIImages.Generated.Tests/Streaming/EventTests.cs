using Newtonsoft.Json.Linq;
using static OpenAIImages.Generated.Tests.EventStream;

namespace OpenAIImages.Generated.Tests;

/// <summary>The properties of events.</summary>
public class EventTests
{
    [Test]
    public async Task Preview_has_its_picture_and_its_number()
    {
        var events = await ReadAsync(
            Frame("image_generation.partial_image", $$"""
                {"type":"image_generation.partial_image","b64_json":"{{PictureBase64}}","partial_image_index":2,
                """.TrimEnd() + """
                "created_at":1762000000,"size":"1024x1024","quality":"high",
                """.TrimEnd() + """
                "background":"opaque","output_format":"webp"}
                """)
            + Completed());

        var partial = events[0].Should().BeOfType<ImageGenPartialImageEvent>().Subject;
        partial.Bytes.Should().Equal(Picture);
        partial.PartialImageIndex.Should().Be(2);
        partial.CreatedAt.Should().Be(1762000000);
        partial.Size.Should().Be(ImageSize.W1024xH1024);
        partial.Quality.Should().Be(ImageQuality.High);
        partial.Background.Should().Be(ImageBackground.Opaque);
        partial.OutputFormat.Should().Be(ImageOutputFormat.Webp);
    }

    [Test]
    public async Task Image_has_its_picture_and_its_usage()
    {
        var events = await ReadAsync(Frame("image_generation.completed", $$"""
            {"type":"image_generation.completed","b64_json":"{{PictureBase64}}","safety_identifier":"user-1",
            """.TrimEnd() + """
            "usage":{"input_tokens":50,"output_tokens":4160,"total_tokens":4210,
            """.TrimEnd() + """
            "input_tokens_details":{"text_tokens":10}}}
            """));

        var image = events.Should().ContainSingle().Which.Should().BeOfType<ImageGenCompletedEvent>().Subject;
        image.Bytes.Should().Equal(Picture);
        image.SafetyIdentifier.Should().Be("user-1");
        image.Usage!.OutputTokens.Should().Be(4160);
        image.Usage.InputTokensDetails!.TextTokens.Should().Be(10);
    }

    [Test]
    public async Task Unknown_properties_are_kept()
    {
        var events = await ReadAsync(Frame(
            "image_generation.completed",
            $$"""{"type":"image_generation.completed","b64_json":"{{PictureBase64}}","seed":7"""
            + ""","size":{"width":16},"quality":"mega"}"""));

        var image = events.Should().ContainSingle().Which;
        image.AdditionalProperties.Should().HaveCount(2);
        image.AdditionalProperties["seed"].Should().BeEquivalentTo(new JValue(7));
        image.AdditionalProperties["size"]!["width"].Should().BeEquivalentTo(new JValue(16));
        image.Quality.Should().Be(new ImageQuality("mega"));
    }

    [Test]
    public async Task Image_can_arrive_before_its_previews()
    {
        var events = await ReadAsync(Partial(0) + Completed() + Partial(1));

        events.ShouldBe(ExpectedPartial(0), ExpectedCompleted(), ExpectedPartial(1));
    }

    [Test]
    public async Task Each_of_several_images_is_returned()
    {
        var events = await ReadAsync(Completed() + Partial(0) + Completed());

        events.ShouldBe(ExpectedCompleted(), ExpectedPartial(0), ExpectedCompleted());
    }

    [TestCase("event: image_generation.completed\ndata: {\"b64_json\":\"%\"}", TestName = "{m}(no type in the data)")]
    [TestCase("data: {\"type\":\"image_generation.completed\",\"b64_json\":\"%\"}",
        TestName = "{m}(no name of the frame)")]
    [TestCase(
        "event: image_generation.completed\ndata: {\"type\":\"image\",\"b64_json\":\"%\"}",
        TestName = "{m}(another type in the data)")]
    [TestCase(
        "event: x\ndata: {\"type\":\"image_generation.completed\",\"b64_json\":\"%\"}",
        TestName = "{m}(another name of the frame)")]
    [TestCase(
        "event: image_generation.completed\ndata: {\"type\":null,\"b64_json\":\"%\",\"error\":null}",
        TestName = "{m}(null as type)")]
    public async Task Image_is_recognized_by_its_type_or_its_name(string frame)
    {
        var events = await ReadAsync(frame.Replace("%", PictureBase64) + "\n\n");

        events.Should().ContainSingle().Which
            .Should().BeOfType<ImageGenCompletedEvent>().Which.Bytes.Should().Equal(Picture);
    }

    [TestCase("data:")]
    [TestCase("data: ping")]
    [TestCase("data: {}")]
    [TestCase("event: ping\ndata: {\"time\":1}")]
    [TestCase("event: ping\ndata: {unfinished")]
    [TestCase("event: ping\ndata: {\"b64_json\":\"not base64!\"}")]
    [TestCase("event: image_generation.completed")]
    [TestCase(": heartbeat")]
    public async Task Unknown_events_are_skipped(string frame)
    {
        var events = await ReadAsync($"{frame}\n\n{Partial(0)}{frame}\n\n{Completed()}{frame}\n\n");

        events.ShouldBe(ExpectedPartial(0), ExpectedCompleted());
    }
}
