using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Tests;

/// <summary>Answers as no server should give them, but some may: each property missing, null, fitting or odd.</summary>
internal static class GeneratedAnswers
{
    private static readonly Gen<JToken> Texts = Gen.Elements<JToken>(
        "", "a cat", "\"quoted\" \\ and / cut", "line\nbreak\u0001", "Zoë 😀 \u2028", "#0", "#1", "QUJD", "2026-11-01T00:00:00Z");

    private static readonly Gen<JToken> Numbers = Gen.Elements<JToken>(0, -1, 7.0, 1.5, -2.5e-7, 1e300, 1589478378, long.MaxValue);

    private static readonly Gen<JToken> Scalars =
        Gen.OneOf(Texts, Numbers, Gen.Elements<JToken>(true, false), Gen.Constant<JToken>(JValue.CreateNull()));

    private static readonly Gen<JToken> Base64 =
        Gen.ArrayOf(Gen.Choose(0, 255)).Select(values => (JToken)Convert.ToBase64String([.. values.Select(it => (byte)it)]));

    // Names of the contract where they mean something else, among others.
    private static readonly string[] Names = ["b64_json", "data", "url", "created", "", "id", "naïve \"name\"", "x/y"];

    private static readonly Gen<JToken> Integers = Gen.OneOf(Numbers, Gen.Elements<JToken>("12", "-3", "1.0", "soon"), Scalars);

    private static readonly Gen<JToken> Urls = Gen.Elements<JToken>("https://host/a?b=c%20d#e", "", "nowhere", "/picture.png");

    private static readonly Gen<JToken> Images = Gen.Frequency(
        (8, ObjectOf(("b64_json", Gen.OneOf(Base64, Base64, Values(2).Where(IsNoText))), ("url", Gen.OneOf(Urls, Values(1))),
            ("revised_prompt", Gen.OneOf(Texts, Values(1))), ("seed", Values(2)))),
        (1, Values(2).Where(value => value is not JObject)));

    private static readonly Gen<JToken> Usage = Gen.OneOf(
        ObjectOf(("input_tokens", Integers), ("cached", Values(1))), Values(2).Where(value => value is not JObject));

    private static readonly Gen<JToken> Answers = ObjectOf(
        ("created", Integers), ("data", Gen.Frequency((6, ListOf(Images)), (1, Values(2)))), ("usage", Usage),
        ("size", Gen.OneOf(Texts.Where(text => (string?)text != ""), Values(1))), ("id", Values(3)), ("b64_json", Values(2)));

    /// <summary>An answer, its text in one of several ways of writing JSON, and how it is cut.</summary>
    public static Arbitrary<GeneratedAnswer> All { get; } = (
        from answer in Answers
        from style in Gen.Choose(0, 7)
        from arrival in Gen.Elements(Enum.GetValues<Arrival>())
        from seed in Gen.Choose(0, int.MaxValue)
        select new GeneratedAnswer((JObject)answer, Write(answer, style), arrival, seed)).ToArbitrary();

    private static bool IsNoText(JToken value) => value.Type != JTokenType.String;

    private static Gen<JToken> Values(int depth) => depth == 0
        ? Scalars
        : Gen.Frequency(
            (3, Scalars),
            (1, ListOf(Values(depth - 1))),
            (1, Gen.SubListOf(Names).SelectMany(names => ObjectOf([.. names.Select(name => (name, Values(depth - 1)))]))));

    private static Gen<JToken> ListOf(Gen<JToken> items) =>
        Gen.Choose(0, 3).SelectMany(items.ListOf).Select(list => (JToken)new JArray(list));

    /// <summary>An object with some of the properties, in any order.</summary>
    private static Gen<JToken> ObjectOf(params (string Name, Gen<JToken> Value)[] properties) =>
        from chosen in Gen.SubListOf(properties)
        from shuffled in Gen.Shuffle(chosen.AsEnumerable())
        from values in Gen.CollectToList(shuffled, property => property.Value)
        select (JToken)new JObject(shuffled.Zip(values, (property, value) => new JProperty(property.Name, value)));

    private static string Write(JToken answer, int style)
    {
        var settings = new JsonSerializerSettings
        {
            Formatting = (style & 1) == 0 ? Formatting.None : Formatting.Indented,
            StringEscapeHandling = (style & 2) == 0 ? StringEscapeHandling.Default : StringEscapeHandling.EscapeNonAscii,
        };
        var text = JsonConvert.SerializeObject(answer, settings);
        return (style & 4) == 0 ? text : text.Replace("/", "\\/", StringComparison.Ordinal);
    }
}

/// <param name="Answer">What it says.</param>
/// <param name="Body">The same as text.</param>
/// <param name="Arrival">How the text arrives.</param>
/// <param name="Seed">Where it is cut.</param>
internal sealed record GeneratedAnswer(JObject Answer, string Body, Arrival Arrival, int Seed)
{
    public override string ToString() => $"{Body} ({Arrival}, {Seed})";
}
