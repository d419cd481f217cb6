using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Tests;

/// <summary>
/// Responses that a server may send, however odd: each property missing, null, of its type or of another.
/// </summary>
internal static class GeneratedResponses
{
    // Some are names of the contract, which mean something else here.
    private static readonly string[] Names = ["data", "url", "created", "", "id", "naïve \"name\"", "x/y"];

    private static readonly Gen<JToken> Texts = Gen.Elements<JToken>(
        "a cat", "\"quoted\" \\ and / cut", "line\nbreak\u0001", "Zoë 😀 \u2028", "#0", "#1", "QUJD",
        "2026-11-01T00:00:00Z");

    private static readonly Gen<JToken> Numbers =
        Gen.Elements<JToken>(0, -1, 7.0, 1.5, -2.5e-7, 1e300, 1589478378, long.MaxValue);

    private static readonly Gen<JToken> Scalars =
        Gen.OneOf(Texts, Numbers, Gen.Elements<JToken>("", true, false, JValue.CreateNull()));

    private static readonly Gen<JToken> Integers =
        Gen.OneOf(Numbers, Gen.Elements<JToken>("12", "-3", "1.0", "soon"), Scalars);

    private static readonly Gen<JToken> Urls =
        Gen.OneOf(Gen.Elements<JToken>("https://host/a?b=c%20d#e", "", "nowhere", "/picture.png"), Values(1));

    private static readonly Gen<JToken> Base64 = Gen.ArrayOf(Gen.Choose(byte.MinValue, byte.MaxValue))
        .Select(values => (JToken)Convert.ToBase64String([.. values.Select(value => (byte)value)]));

    private static readonly Gen<JToken> Base64OrOther =
        Gen.OneOf(Base64, Base64, Values(2).Where(value => value.Type != JTokenType.String));

    private static readonly Gen<JToken> Image = ObjectOf(
        ("b64_json", Base64OrOther),
        ("url", Urls),
        ("revised_prompt", Gen.OneOf(Texts, Values(1))),
        ("seed", Values(2)));

    // Strings in the list are URLs.
    private static readonly Gen<JToken> Other =
        Values(2).Where(value => value is not JObject && value.Type != JTokenType.String);

    // A response without an image is an error.
    private static readonly JToken Whole = new JObject(new JProperty("b64_json", "QUJD"));

    private static readonly Gen<JToken> Data =
        ListOf(Gen.Frequency((8, Image), (1, Other))).Select(list => (JToken)new JArray(list.Append(Whole)));

    private static readonly Gen<JToken> Usage =
        Gen.OneOf(ObjectOf(("input_tokens", Integers), ("cached", Values(1))), Other);

    private static readonly Gen<JToken> Responses =
        from data in Data
        from others in ObjectOf(
            ("created", Integers), ("usage", Usage), ("size", Gen.OneOf(Texts, Numbers)), ("id", Values(3)))
        from isFirst in Gen.Elements(true, false)
        let list = new JProperty("data", data)
        select (JToken)new JObject(isFirst ? others.Children().Prepend(list) : others.Children().Append(list));

    /// <summary>A response, its JSON in one of several styles, and how it is split.</summary>
    public static Arbitrary<GeneratedResponse> All { get; } = (
        from response in Responses
        from isIndented in Gen.Elements(true, false)
        from escapes in Gen.Elements(Enum.GetValues<StringEscapeHandling>())
        from escapesSlashes in Gen.Elements(true, false)
        from arrival in Gen.Elements(Enum.GetValues<Arrival>())
        from seed in Gen.Choose(0, int.MaxValue)
        let body = Write(response, isIndented, escapes, escapesSlashes)
        select new GeneratedResponse((JObject)response, body, arrival, seed)).ToArbitrary();

    private static Gen<JToken> Values(int depth) => depth == 0
        ? Scalars
        : Gen.Frequency(
            (3, Scalars),
            (1, ListOf(Values(depth - 1))),
            (1, ObjectOf([.. Names.Select(name => (name, Values(depth - 1)))])));

    private static Gen<JToken> ListOf(Gen<JToken> items) =>
        Gen.Choose(0, 3).SelectMany(items.ListOf).Select(list => (JToken)new JArray(list));

    /// <summary>An object with some of the properties, in any order.</summary>
    private static Gen<JToken> ObjectOf(params (string Name, Gen<JToken> Value)[] properties) =>
        from chosen in Gen.SubListOf(properties)
        from shuffled in Gen.Shuffle(chosen.AsEnumerable())
        from values in Gen.CollectToList(shuffled, property => property.Value)
        select (JToken)new JObject(shuffled.Zip(values, (property, value) => new JProperty(property.Name, value)));

    private static string Write(JToken response, bool isIndented, StringEscapeHandling escapes, bool escapesSlashes)
    {
        var text = JsonConvert.SerializeObject(response, new JsonSerializerSettings
        {
            Formatting = isIndented ? Formatting.Indented : Formatting.None,
            StringEscapeHandling = escapes,
        });
        return escapesSlashes ? text.Replace("/", "\\/", StringComparison.Ordinal) : text;
    }
}

/// <param name="Response">The JSON.</param>
/// <param name="Body">The same JSON as text.</param>
/// <param name="Arrival">How the text arrives.</param>
/// <param name="Seed">The seed for where it is split.</param>
internal sealed record GeneratedResponse(JObject Response, string Body, Arrival Arrival, int Seed)
{
    public override string ToString() => $"{Body} ({Arrival}, {Seed})";
}
