using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Tests;

/// <summary>Compares JSON by its tokens: the order of properties does not matter.</summary>
internal static class JsonAssertions
{
    // Texts that look like dates stay texts.
    private static readonly JsonSerializerSettings Settings = new() { DateParseHandling = DateParseHandling.None };

    public static void ShouldBeJson(this string actual, JObject expected, string because = "") =>
        JToken.DeepEquals(JsonConvert.DeserializeObject<JObject>(actual, Settings), expected)
            .Should().BeTrue("{0} was expected, not {1} {2}", expected.ToString(Formatting.None), actual, because);
}
