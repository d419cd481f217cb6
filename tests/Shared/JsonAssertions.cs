using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Tests;

/// <summary>Compares JSON by its tokens, regardless of the order of properties.</summary>
internal static class JsonAssertions
{
    // Strings that look like dates stay strings.
    private static readonly JsonSerializerSettings Settings = new() { DateParseHandling = DateParseHandling.None };

    public static void ShouldBeJson(this string actual, JObject expected, string because = "") =>
        JToken.DeepEquals(JsonConvert.DeserializeObject<JObject>(actual, Settings), expected)
            .Should().BeTrue("{0} was expected, not {1} {2}", expected.ToString(Formatting.None), actual, because);
}
