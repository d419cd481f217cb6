using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Conventions.Tests;

/// <summary>
/// Rule: the examples of the spec are correct: requests are valid, responses and errors are read without loss.
/// </summary>
public class SpecExampleTests
{
    [TestCaseSource(nameof(Requests))]
    public void Example_of_a_request_is_valid_and_written_unchanged(JObject example)
    {
        var request = Read<CreateImageRequest>(example);

        request.Invoking(valid => valid.Validate()).Should().NotThrow();
        ShouldBeWhole(request, example);
    }

    [TestCaseSource(nameof(ImagesResponses))]
    public void Example_of_a_response_is_read_without_loss(JObject example)
    {
        var response = Read<ImagesResponse>(example);

        response.Data.Should().HaveSameCount(example["data"]!)
            .And.OnlyContain(image => image.Url != null || image.Bytes != null);
        ShouldBeWhole(response, example);
    }

    [TestCaseSource(nameof(Errors))]
    public void Example_of_an_error_is_read_without_loss(JObject example)
    {
        var error = Read<ErrorResponse>(example).Error!;

        error.Code.Should().Be((string?)example["error"]!["code"]);
        error.Message.Should().NotBeNullOrEmpty();
        ShouldBeWhole(error, (JObject)example["error"]!);
    }

    [TestCaseSource(nameof(Properties))]
    public void Example_of_a_property_has_its_type(SpecSchema schema, SpecProperty property)
    {
        var example = schema.Empty();
        example[property.JsonName] = property.Json["example"];

        ShouldBeWhole((JsonModel)JsonConvert.DeserializeObject(example.ToString(), TypeOf(schema))!, example);
    }

    private static IEnumerable<TestCaseData> Requests() =>
        SpecDocument.Operations.SelectMany(operation => Examples(operation["requestBody"]!));

    private static IEnumerable<TestCaseData> ImagesResponses() => Responses(response => response.Name == "200");

    private static IEnumerable<TestCaseData> Errors() => Responses(response => response.Name != "200");

    private static IEnumerable<TestCaseData> Responses(Func<JProperty, bool> which) =>
        SpecDocument.Operations.SelectMany(operation => ((JObject)operation["responses"]!).Properties()).Where(which)
            .SelectMany(response => Examples(SpecDocument.Resolve(response.Value)));

    /// <summary>Returns the <c>example</c> and the <c>examples</c> of a JSON body.</summary>
    private static IEnumerable<TestCaseData> Examples(JToken body)
    {
        if (body["content"]?["application/json"] is not { } json) return [];
        var several = (json["examples"] as JObject)?.Properties()
            .Select(example => Case(example.Name, example.Value["value"]!)) ?? [];
        return json["example"] is { } one ? several.Append(Case("example", one)) : several;

        static TestCaseData Case(string name, JToken value) => new TestCaseData(value).SetArgDisplayNames(name);
    }

    private static IEnumerable<TestCaseData> Properties() =>
        from schema in SpecDocument.Models
        where !TypeOf(schema).IsAbstract
        from property in schema.Properties
        where property.Json["example"] is not null
        select new TestCaseData(schema, property).SetArgDisplayNames(schema.Name, property.JsonName);

    private static Type TypeOf(SpecSchema schema) => GeneratedTypes.Models.Single(type => type.Name == schema.Name);

    private static T Read<T>(JObject example) => JsonConvert.DeserializeObject<T>(example.ToString())!;

    /// <summary>Returns the unknown properties of a model and its nested models.</summary>
    private static IEnumerable<string> Unknown(JsonModel model) => model.AdditionalProperties.Keys.Concat(
        from member in model.GetType().GetProperties()
        let value = member.GetValue(model)
        from part in value as IEnumerable<JsonModel> ?? (value is JsonModel one ? [one] : [])
        from name in Unknown(part)
        select $"{member.Name}.{name}");

    private static void ShouldBeWhole(JsonModel read, JObject example)
    {
        // A null means that the property was not set; it is not written.
        var expected = (JObject)example.DeepClone();
        var unset =
            expected.Descendants().OfType<JProperty>().Where(property => property.Value.Type == JTokenType.Null);
        foreach (var property in unset.ToList()) property.Remove();

        Unknown(read).Should().BeEmpty();
        read.ToJson().ShouldBeJson(expected);
    }
}
