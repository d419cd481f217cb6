using System.Text;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Tests;

/// <summary>Images are read in spite of anything odd around them.</summary>
public class LenientReadingTests
{
    private const string Picture = "UGljdHVyZQ==";

    // The properties beside the image, the expected value of created, and the expected additional properties.
    private static readonly TestCaseData[] Oddities =
    [
        Beside("""{}"""),
        Beside("""{"created":null}"""),
        Beside("""{"created":7.0}""", created: 7),
        Beside("""{"created":1.5}""", created: 1),
        Beside("""{"created":"7"}""", created: 7),
        Beside("""{"created":"2026-11-01T00:00:00Z"}""", kept: """{"created":"2026-11-01T00:00:00Z"}"""),
        Beside("""{"created":99999999999999999999}""", kept: """{"created":99999999999999999999}"""),
        Beside("""{"created":7,"created":"x"}""", created: 7),
        Beside("""{"created":"x","created":7}""", created: 7),
        Beside("""{"created":9223372036854775808.0}""", kept: """{"created":9223372036854775808.0}"""),
        Beside("""{"created":7,"created":[{"created":8}]}""", created: 7),
        Beside("""{"usage":12}""", kept: """{"usage":12}"""),
        Beside("""{"usage":[{"input_tokens":1}]}""", kept: """{"usage":[{"input_tokens":1}]}"""),
        Beside("""{"size":[1,2]}""", kept: """{"size":[1,2]}"""),
        Beside("""{"id":"x","n":-1.5e3,"s":"\ud83d\ude00"}""", kept: """{"id":"x","n":-1500.0,"s":"😀"}"""),
        // Half of an emoji that a server cut; escaped, so that this file is valid.
        Beside("""{"s":"a\ud83d"}""", kept: """{"s":"a\ufffd"}"""),
        Beside("""{"s":"\ude00b"}""", kept: """{"s":"\ufffdb"}"""),
        Beside("""{"s":"\ud83d\u0041"}""", kept: """{"s":"\ufffdA"}"""),
        Beside("""{"s":"\ud83d\ud83d\ude00"}""", kept: """{"s":"\ufffd😀"}"""),
        Beside(
            """{"b64_json":"bm8=","x":[{"b64_json":"bm8="}]}""",
            kept: """{"b64_json":"bm8=","x":[{"b64_json":"bm8="}]}"""),
        Beside("""{"a":"#0"}""", kept: """{"a":"#0"}"""),
        // What Python's json module writes.
        Beside("""{"loss":NaN}""", kept: """{"loss":NaN}"""),
        Beside("""{"loss":[Infinity,-Infinity]}""", kept: """{"loss":[Infinity,-Infinity]}"""),
        Beside(
            """{"n":[0,-0,0.5,0e1,1e5,1e+5,1E-5,10,90]}""",
            kept: """{"n":[0,0,0.5,0.0,100000.0,100000.0,0.00001,10,90]}"""),
        Beside("""{"s":"\ud83dx\ud83d"}""", kept: """{"s":"\ufffdx\ufffd"}"""),
    ];

    private static readonly TestCaseData[] Lists =
    [
        List("""{"data":[null,{"b64_json":"QQ=="},[{}],["QQ=="],{"b64_json":"Qg=="}]}""", "A", "B"),
        List("""{"data":[{"y":{"b64_json":"bm8="},"b64_json":"QQ=="}]}""", "A"),
        List("""{"data":[{"revised_prompt":"#0","b64_json":"QQ=="}]}""", "A"),
        List("""{"d\u0061ta":[{"b64\u005Fjson":"QQ=="}]}""", "A"),
        List("""{"\u0064at\u0061":[{"b64_jso\u006e":"QQ=="}]}""", "A"),
        List(
            """{"dat\u0062":[{"b64_json":"QQ=="}],"data\u0061":[{}],"d\u0061t":[{}],"data\"":[{}]"""
                + ""","data":[{"b64_json":"Qg=="}]}""",
            "B"),
        List("""{"data":[{"b64_json":"QQ==","b64_json":"Qg=="}]}""", "B"),
        List("""{"data":[{"b64_json":"QQ==","b64_json":"","b64_json":null}]}""", "A"),
        List("""{"data":[{"b64_json":"QQ=="}],"data":[{"b64_json":"Qg=="}]}""", "B"),
        List("""{"data":[{"b64_json":"QQ=="}],"data":[],"data":null}""", "A"),
        List("\uFEFF" + """{"data":[{"b64_json":"QQ=="}]}""", "A"),
        List("\r\n\t " + """{ "data" : [ { "b64_json" : "QQ==" } ] }""" + " \r\n\n", "A"),
    ];

    [TestCaseSource(nameof(Oddities))]
    public async Task CreateImageAsync_reads_the_image_in_spite_of_odd_properties(
        string beside, long? created, string kept)
    {
        var separator = beside == "{}" ? "" : ",";
        foreach (var body in new[]
        {
            $$"""{{beside[..^1]}}{{separator}}"data":[{"b64_json":"{{Picture}}"}]}""",
            $$"""{"data":[{"b64_json":"{{Picture}}"}]{{separator}}{{beside[1..]}}""",
        })
        {
            await Reading.ForEachAsync(async (form, arrival) =>
            {
                var reading = await Reading.OfAsync(body, form, arrival);

                Texts(reading).Should().Equal("Picture");
                reading.Response.Created.Should().Be(created);
                var additional = JObject.FromObject(reading.Response.AdditionalProperties);
                var values = additional.Descendants().OfType<JValue>().Where(it => it.Value is byte[]).ToList();
                foreach (var value in values)
                {
                    value.Replace(Convert.ToBase64String((byte[])value.Value!));
                }

                JToken.DeepEquals(additional, PlainReading.Parse(kept)).Should().BeTrue($"{kept}, not {additional}");
            });
        }
    }

    [TestCaseSource(nameof(Lists))]
    public Task CreateImageAsync_reads_all_images_of_odd_lists(string body, string[] images) =>
        Reading.ForEachAsync(async (form, arrival) =>
        {
            var reading = await Reading.OfAsync(body, form, arrival);

            Texts(reading).Should().Equal(images);
            reading.Response.Data.Should().HaveCount(images.Length);
        });

    [Test]
    public Task CreateImageAsync_object_in_place_of_the_list_is_an_image() =>
        Reading.ForEachAsync(async (form, arrival) =>
        {
            var reading = await Reading.OfAsync("""{"data":{"b64_json":"QQ=="}}""", form, arrival);

            Texts(reading).Should().Equal("A");
        });

    [Test]
    public async Task CreateImageAsync_empty_url_is_null([Values] Form form, [Values] Arrival arrival)
    {
        var reading = await Reading.OfAsync(
            $$"""{"data":[{"url":"","b64_json":"{{Picture}}"},{"b64_json":"","url":"https://host/picture.png"}]}""",
            form,
            arrival);

        reading.Response.Data.Select(image => image.Url).Should().Equal(null, new Uri("https://host/picture.png"));
        reading.Images.Should().ContainSingle().Which.Key.Should().Be(0);
    }

    [TestCase("not a url")]
    [TestCase("/images/1.png")]
    [TestCase("images/1.png")]
    public async Task CreateImageAsync_text_that_is_not_an_absolute_url_is_kept_as_a_relative_one(string url)
    {
        var reading = await Reading.OfAsync($$"""{"data":[{"url":"{{url}}"}]}""", Form.Buffered);

        var image = reading.Response.Data.Should().ContainSingle().Subject;
        image.Url.Should().Be(new Uri(url, UriKind.Relative));
    }

    [Test]
    public async Task CreateImageAsync_keeps_odd_properties_of_usage([Values] Arrival arrival)
    {
        var reading = await Reading.OfAsync(
            """
            {"usage":{"input_tokens":"5","output_tokens":[1],"total_tokens":3000000000,"cached":true},"data":["/1.png"]}
            """,
            Form.Buffered,
            arrival);

        var usage = reading.Response.Usage!;
        usage.InputTokens.Should().Be(5);
        usage.TotalTokens.Should().Be(3_000_000_000);
        usage.AdditionalProperties.Keys.Should().BeEquivalentTo("output_tokens", "cached");
    }

    [TestCase(64, "x")]
    [TestCase(65, "x")]
    [TestCase(10, "é")]
    public async Task CreateImageAsync_reads_the_same_name_in_later_responses(int length, string first)
    {
        var name = first + new string('y', length - 1);
        var body = $$"""{"{{name}}":1,"data":["/1.png"]}""";

        var once = await ReadNameAsync(body);
        var twice = await ReadNameAsync(body);
        var other = await ReadNameAsync(body.Replace("y\"", "z\""));

        once.Should().Be(name);
        twice.Should().Be(name);
        other.Should().Be(name[..^1] + "z");

        static async Task<string> ReadNameAsync(string json) =>
            (await Reading.OfAsync(json, Form.Buffered)).Response.AdditionalProperties.Keys.Single();
    }

    private static TestCaseData Beside(string beside, long? created = null, string kept = "{}") =>
        new(beside, created, kept);

    private static TestCaseData List(string body, params string[] images) => new(body, images);

    private static IEnumerable<string> Texts(Reading reading) =>
        reading.Images.OrderBy(it => it.Key).Select(it => Encoding.UTF8.GetString(it.Value));
}
