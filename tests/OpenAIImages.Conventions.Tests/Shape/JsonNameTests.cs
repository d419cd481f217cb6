using Newtonsoft.Json;

namespace OpenAIImages.Conventions.Tests;

/// <summary>Rule: each member is read and written under the name of its property in the spec.</summary>
public class JsonNameTests
{
    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.Properties))]
    public void Member_is_read_and_written_under_its_name_in_the_spec(Type model, SpecProperty property)
    {
        var json = SpecDocument.Schema(model.Name).Empty();
        json[property.JsonName] = property.Sample();

        var read = (JsonModel)JsonConvert.DeserializeObject(json.ToString(), model)!;
        var other = GeneratedTypes.Make(model);
        var member = model.GetProperty(property.MemberName)!;
        member.SetValue(other, member.GetValue(read));

        read.AdditionalProperties.Should().BeEmpty();
        read.ToJson().ShouldBeJson(json);
        other.ToJson().ShouldBeJson(json, "from the member alone");
    }
}
