using Newtonsoft.Json;

namespace OpenAIImages.Conventions.Tests;

/// <summary>Rule: each member is read and written under the name that its property has in the spec.</summary>
public class WireNameTests
{
    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.Properties))]
    public void Member_is_read_and_written_under_its_name_in_the_spec(Type model, SpecProperty property)
    {
        var wire = SpecDocument.Schema(model.Name).Empty();
        wire[property.WireName] = property.Sample();

        var read = (JsonModel)JsonConvert.DeserializeObject(wire.ToString(), model)!;
        var other = GeneratedTypes.Make(model);
        var member = model.GetProperty(property.MemberName)!;
        member.SetValue(other, member.GetValue(read));

        read.AdditionalProperties.Should().BeEmpty();
        read.ToJson().ShouldBeJson(wire);
        other.ToJson().ShouldBeJson(wire, "from the member alone");
    }
}
