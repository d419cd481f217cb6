using Newtonsoft.Json;

namespace OpenAIImages.Conventions.Tests;

/// <summary>Rule: properties that are not set are not written: no null, no default, no empty list.</summary>
public class UnsetTests
{
    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.ConcreteModels))]
    public void New_model_writes_nothing(Type model)
    {
        var made = GeneratedTypes.Make(model);

        made.ToJson().ShouldBeJson(SpecDocument.Schema(model.Name).Empty());
        JsonConvert.SerializeObject(made).Should().Be(made.ToJson());
    }

    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.Properties))]
    public void Null_is_read_as_unset(Type model, SpecProperty property)
    {
        var json = SpecDocument.Schema(model.Name).Empty();
        json[property.JsonName] = null;

        var read = (JsonModel)JsonConvert.DeserializeObject(json.ToString(), model)!;

        read.ToJson().Should().Be(GeneratedTypes.Make(model).ToJson());
    }
}
