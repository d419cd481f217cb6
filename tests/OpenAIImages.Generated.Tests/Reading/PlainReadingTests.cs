using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Tests;

/// <summary>Whatever the response is and however it is split, the client finds what a plain reading finds.</summary>
public class PlainReadingTests
{
    private static readonly Config Repeatable = Config.QuickThrowOnFailure.WithMaxTest(300)
        .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(20_261_101, 1), FSharpOption<int>.None)));

    [Test]
    [Category("Long")]
    public void CreateImageAsync_returns_what_a_plain_reading_finds([Values] Form form) => Check(async generated =>
    {
        var reading = await ReadAsync(generated, form);

        AssertSame(PlainReading.Expected(generated.Response, withImages: form == Form.Buffered), reading.Response);
        var images = PlainReading.Images(generated.Response);
        reading.Images.Keys.Should().BeEquivalentTo(images.Keys);
        foreach (var (index, bytes) in images) reading.Images[index].Should().Equal(bytes);
    });

    [Test]
    [Category("Long")]
    public void CreateImageAsync_reads_what_ToJson_returns() => Check(async generated =>
    {
        var once = await ReadAsync(generated, Form.Buffered);

        var twice = await ReadAsync(generated with { Body = once.Response.ToJson() }, Form.Buffered);

        AssertSame(PlainReading.Parse(once.Response.ToJson()), twice.Response);
    });

    [Test]
    [Category("Long")]
    public void CreateImageAsync_body_that_ends_early_throws([Values] Form form) => Check(async generated =>
    {
        var length = generated.Seed % generated.Body.TrimEnd().Length;
        var read = () => ReadAsync(generated with { Body = generated.Body[..length] }, form);

        await read.Should().ThrowAsync<ApiException>();
    });

    private static void Check(Func<GeneratedResponse, Task> property) =>
        FsCheck.Check.One(Repeatable, Prop.ForAll(GeneratedResponses.All, property));

    private static Task<Reading> ReadAsync(GeneratedResponse generated, Form form)
    {
        var body = new ChunkedStream(Encoding.UTF8.GetBytes(generated.Body), generated.Arrival, generated.Seed);
        return Reading.OfAsync(Reading.ContentOf(body), form);
    }

    private static void AssertSame(JObject expected, ImagesResponse response)
    {
        var actual = PlainReading.Parse(response.ToJson());
        Sorted(actual).ToString().Should().Be(Sorted(expected).ToString());
    }

    /// <summary>Returns the JSON with its properties sorted, because their order has no meaning.</summary>
    private static JToken Sorted(JToken token) => token switch
    {
        JObject parent => new JObject(parent.Properties().OrderBy(it => it.Name, StringComparer.Ordinal)
            .Select(it => new JProperty(it.Name, Sorted(it.Value)))),
        JArray list => new JArray(list.Select(Sorted)),
        _ => token.DeepClone(),
    };
}
