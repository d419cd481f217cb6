using System.Text;
using Newtonsoft.Json;

namespace OpenAIImages.Generated.Tests;

/// <summary>Base64 is read in every dialect of servers; invalid base64 is reported.</summary>
public class Base64Tests
{
    private static readonly byte[] Picture = [0xFB, 0xFF, 0xBF, 0x01];

    /// <summary>Around 16 KiB, the buffer of the JSON continues in another segment.</summary>
    [Test]
    public async Task CreateImageAsync_long_response_finds_base64_wherever_its_name_is()
    {
        for (var padding = (16 * 1024) - 64; padding < 16 * 1024; padding++)
        {
            var body = $$"""{"x":"{{new string('x', padding)}}","data":[{"b64_json":"*"}]}""";

            var read = () => Reading.OfAsync(body, Form.Buffered);

            await read.Should().ThrowAsync<ApiException>().WithMessage("*data[0].b64_json is invalid*");
        }
    }

    [TestCase("+/+/AQ==", TestName = "{m}(plain)")]
    [TestCase("""+\/+\/AQ==""", TestName = "{m}(escaped slashes)")]
    [TestCase("""\u002b\u002F+/\u0041Q=\u003d""", TestName = "{m}(escaped letters)")]
    [TestCase("+/+/AQ", TestName = "{m}(no padding)")]
    [TestCase("+/+/AQ=", TestName = "{m}(half of the padding)")]
    [TestCase("-_-_AQ==", TestName = "{m}(URL-safe)")]
    [TestCase("-_-_AQ", TestName = "{m}(URL-safe, no padding)")]
    [TestCase("""\r\n+/+/\r\nAQ==\n""", TestName = "{m}(escaped line breaks)")]
    [TestCase("+/\r\n+/A\nQ=\r=\n", TestName = "{m}(raw line breaks)")]
    [TestCase(" +/+/\tA Q= = ", TestName = "{m}(blanks)")]
    [TestCase("data:image/png;base64,+/+/AQ==", TestName = "{m}(data URL)")]
    [TestCase("""data:image\/png;base64,-_-_\nAQ""", TestName = "{m}(data URL with all of it)")]
    [TestCase("\n data:image/png;base64,+/+/AQ==", TestName = "{m}(data URL behind white space)")]
    [TestCase("data:image/svg+xml;charset=utf-8;base64,+/+/AQ==", TestName = "{m}(data URL with parameters)")]
    public async Task CreateImageAsync_base64_in_each_dialect_is_decoded(string base64)
    {
        var body = $$"""{"data":[{"b64_json":"{{base64}}","revised_prompt":"x"},{"b64_json":"{{base64}}"}]}""";

        await Reading.ForEachAsync(async (form, arrival) =>
        {
            var reading = await Reading.OfAsync(body, form, arrival);

            reading.Images.Values.Should().HaveCount(2).And.AllBeEquivalentTo(Picture);
        });
        JsonConvert.DeserializeObject<ImagesResponse>(body)!.Data.Select(image => image.Bytes)
            .Should().HaveCount(2).And.AllBeEquivalentTo(Picture);
    }

    [TestCase("+/+/AQ==")]
    [TestCase("""-_-_\nAQ""")]
    [TestCase("""data:image\/png;base64,+\/+\/AQ==""")]
    public async Task CreateImageStreamAsync_base64_in_each_dialect_is_decoded(string base64)
    {
        var body = "data: " + $$"""{"b64_json":"{{base64}}","type":"image_generation.completed"}""" + "\n\n";
        foreach (var arrival in Enum.GetValues<Arrival>())
        {
            var stream = new ChunkedStream(Encoding.UTF8.GetBytes(body), arrival);
            using var client = Reading.ClientFor(Reading.ContentOf(stream, "text/event-stream"));

            var events = new List<ImageGenStreamEvent>();
            await foreach (var item in client.CreateImageStreamAsync(Reading.Request)) events.Add(item);

            events.Should().ContainSingle().Which.Bytes.Should().Equal(Picture);
        }
    }

    [TestCase("data")]
    [TestCase("dataAQ==")]
    [TestCase("dbaa")]
    public Task CreateImageAsync_base64_that_begins_like_a_data_url_is_decoded(string base64) =>
        Reading.ForEachAsync(async (form, arrival) =>
        {
            var reading = await Reading.OfAsync($$"""{"data":[{"b64_json":"{{base64}}"}]}""", form, arrival);

            reading.Images[0].Should().Equal(Convert.FromBase64String(base64));
        });

    // Lengths around those of the client's buffers, and longer than several of them.
    [Test]
    [Category("Long")]
    public async Task CreateImageAsync_large_picture_is_decoded(
        [Values(49_151, 49_152, 49_153, 65_536, 3_000_001)] int size, [Values] Form form, [Values] bool withLineBreaks)
    {
        var picture = new byte[size];
        new Random(size).NextBytes(picture);
        var options = withLineBreaks ? Base64FormattingOptions.InsertLineBreaks : Base64FormattingOptions.None;
        var base64 = JsonConvert.ToString(Convert.ToBase64String(picture, options));

        var reading = await Reading.OfAsync($$"""{"data":[{"b64_json":{{base64}}},{"b64_json":{{base64}}}]}""", form);

        reading.Images.Values.Should().HaveCount(2);
        reading.Images.Values.Should().OnlyContain(bytes => bytes.SequenceEqual(picture));
    }

    [TestCase("QUJD*A==", 4)]
    [TestCase("QUJDQUJDQUJDQUJDQUJDQUJD*QUJD", 24)]
    [TestCase("QUJDR", 5)]
    [TestCase("QQ==QQ==", 4)]
    [TestCase("Q===", 1)]
    [TestCase("=", 0)]
    [TestCase("QUI==", 4)]
    [TestCase("QR", 2, Description = "bits are left over, and no padding says that this is the end")]
    [TestCase("QUJDQé", 5)]
    [TestCase("""QUJD\u0000""", 4)]
    [TestCase("""QUJD\u0141""", 4, Description = "its lower byte is a letter of base64")]
    [TestCase("""QU\q""", 2)]
    [TestCase("""QU\"I=""", 2)]
    [TestCase("data:text/plain,QQ==", 15)]
    [TestCase("data:image/png;base64", 21)]
    public async Task CreateImageAsync_invalid_base64_throws_with_its_position_and_the_other_images(
        string base64, int position)
    {
        const string end = "\"}],\"created\":7}";
        var body = $$"""{"data":[{"b64_json":"QUJD"},{"b64_json":"{{base64}}"},{"b64_json":"QUJD{{end}}""";

        await Reading.ForEachAsync(async (form, arrival) =>
        {
            var read = () => Reading.OfAsync(body, form, arrival);

            var exception = (await read.Should().ThrowAsync<ApiException>()).Which;
            exception.StatusCode.Should().Be(200);
            exception.Message.Should().Contain($"The base64 in data[1].b64_json is invalid at character {position}.");
            exception.Response.Should().StartWith("{\"data\":[{\"b64_json\":\"…0\"},{\"b64_json\":").And.EndWith(end);
            exception.Images!.Data.Should().HaveCount(3);
            exception.Images.Created.Should().Be(7);
            // What was written to streams is no longer in memory.
            if (form != Form.Buffered) return;
            exception.Images.Data[0].Bytes.Should().Equal("ABC"u8.ToArray());
            exception.Images.Data[2].Bytes.Should().Equal("ABC"u8.ToArray());
        });
    }

    [TestCase("data:image/png;base64,")]
    [TestCase(" ")]
    [TestCase("")]
    public void DeserializeObject_empty_base64_is_no_image(string base64)
    {
        var image = JsonConvert.DeserializeObject<Image>($$"""{"b64_json":"{{base64}}"}""")!;

        image.Bytes.Should().BeNull();
        image.AdditionalProperties.Should().BeEmpty();
    }

    [Test]
    public void DeserializeObject_keeps_a_string_that_is_not_base64()
    {
        var image = JsonConvert.DeserializeObject<Image>("""{"b64_json":"no*base64"}""")!;

        image.Bytes.Should().BeNull();
        ((string?)image.AdditionalProperties["b64_json"]).Should().Be("no*base64");
    }
}
