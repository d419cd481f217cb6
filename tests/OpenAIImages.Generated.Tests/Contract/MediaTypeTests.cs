namespace OpenAIImages.Generated.Tests;

/// <summary>The media type of an image, by its bytes or else by the format of the response.</summary>
public class MediaTypeTests
{
    [TestCase("png", "image/png")]
    [TestCase("jpeg", "image/jpeg")]
    [TestCase("webp", "image/webp")]
    [TestCase("gif", "image/gif")]
    [TestCase("svg", "image/svg+xml")]
    [TestCase("newer", null)]
    public void ImageOutputFormat_has_the_media_type_of_its_name(string format, string? type) =>
        new ImageOutputFormat(format).MediaType.Should().Be(type);

    [TestCase("iVBORw0KGgo=", "image/png")]
    [TestCase("AAAA", "image/webp")]
    public async Task Image_has_the_media_type_of_its_bytes_or_else_of_the_response(string base64, string type)
    {
        using var api = new MockApi(MockApi.Json($$"""{"output_format":"webp","data":[{"b64_json":"{{base64}}"}]}"""));
        using var client = api.Client();

        (await client.CreateImageAsync(MockApi.Otter)).Data[0].MediaType.Should().Be(type);
    }

    [TestCase("iVBORw0KGgo=", "image/png")]
    [TestCase("AAAA", "image/webp")]
    public void Event_has_the_media_type_of_its_bytes_or_else_of_its_format(string base64, string type) =>
        new ImageGenCompletedEvent
        {
            Bytes = Convert.FromBase64String(base64),
            OutputFormat = new ImageOutputFormat("webp"),
        }.MediaType.Should().Be(type);

    [Test]
    public async Task Image_that_was_written_to_a_stream_has_the_media_type_of_the_response()
    {
        using var api = new MockApi(MockApi.Json("""{"output_format":"webp","data":[{"b64_json":"AAAA"}]}"""));
        using var client = api.Client();

        var response = await client.CreateImageAsync(MockApi.Otter, Stream.Null);

        response.Data[0].MediaType.Should().Be("image/webp");
    }
}
