using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Tests;

/// <summary>The obvious way to read a response, slow and complete, to compare the client with.</summary>
internal static class PlainReading
{
    public static JObject Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    /// <summary>Returns the JSON that is expected when the response is read and written again.</summary>
    public static JObject Expected(JObject response, bool withImages)
    {
        var expected = (JObject)response.DeepClone();
        ExpectInteger(expected, "created");
        DropNulls(expected, "data", "size", "usage");
        if (expected["usage"] is JObject usage) ExpectInteger(usage, "input_tokens");
        if (expected["data"] is not JArray data) return expected;

        var images = data.OfType<JObject>().ToList();
        foreach (var image in images) ExpectImage(image, withImages);
        if (images.Count > 0) expected["data"] = new JArray(images);
        else expected.Remove("data");
        return expected;
    }

    /// <summary>Returns the images of the list, by index.</summary>
    public static Dictionary<int, byte[]> Images(JObject response) =>
        (response["data"] as JArray ?? []).OfType<JObject>().Index()
        .Where(it => it.Item["b64_json"]?.Type == JTokenType.String && it.Item["b64_json"]!.Value<string>() != "")
        .ToDictionary(it => it.Index, it => Convert.FromBase64String(it.Item["b64_json"]!.Value<string>()!));

    private static void ExpectImage(JObject image, bool withImages)
    {
        DropNulls(image, "b64_json", "revised_prompt", "url");
        if (image["url"]?.Type == JTokenType.String && image["url"]!.Value<string>() == "") image.Remove("url");
        var isString = image["b64_json"]?.Type == JTokenType.String;
        if (isString && (!withImages || image["b64_json"]!.Value<string>() == "")) image.Remove("b64_json");
    }

    private static void ExpectInteger(JObject parent, string name)
    {
        DropNulls(parent, name);
        switch (parent[name])
        {
            case JValue { Value: double number } when Math.Abs(number) < long.MaxValue:
                parent[name] = (long)Math.Floor(number);
                break;
            case JValue { Value: string text } when long.TryParse(text, out var number):
                parent[name] = number;
                break;
            case JValue { Value: string text } when double.TryParse(text, CultureInfo.InvariantCulture, out var number):
                parent[name] = (long)Math.Floor(number);
                break;
        }
    }

    private static void DropNulls(JObject parent, params string[] names)
    {
        foreach (var name in names.Where(name => parent[name]?.Type == JTokenType.Null)) parent.Remove(name);
    }
}
