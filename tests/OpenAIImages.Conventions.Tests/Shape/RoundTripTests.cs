using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Conventions.Tests;

/// <summary>Rule: a model writes what it read, including unknown properties and values of other types.</summary>
public class RoundTripTests
{
    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.ConcreteModels))]
    public void Model_writes_all_that_it_read(Type model) =>
        ShouldBeKept(SpecDocument.Schema(model.Name).Sample(), model);

    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.ConcreteModels))]
    public void Unknown_properties_are_kept_and_written(Type model)
    {
        var json = SpecDocument.Schema(model.Name).Sample();
        json["newer"] = new JObject { ["nested"] = new JArray(1, 2.5, "2026-11-22T07:00:00Z", null!) };
        json["null"] = null;

        var read = ShouldBeKept(json, model);

        read.AdditionalProperties.Keys.Should().Equal("newer", "null");
    }

    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.Properties))]
    public void Value_of_another_type_is_kept_and_written(Type model, SpecProperty property)
    {
        var json = SpecDocument.Schema(model.Name).Sample();
        json[property.JsonName] = property.Misfit();

        var read = ShouldBeKept(json, model);

        read.AdditionalProperties.Should().ContainKey(property.JsonName);
    }

    private static JsonModel ShouldBeKept(JObject json, Type model)
    {
        var read = (JsonModel)JsonConvert.DeserializeObject(json.ToString(), model)!;

        read.ToJson().ShouldBeJson(json);
        JsonConvert.SerializeObject(read).Should().Be(read.ToJson());
        return read;
    }
}
