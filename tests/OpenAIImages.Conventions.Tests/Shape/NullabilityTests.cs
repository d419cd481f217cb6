using System.Reflection;

namespace OpenAIImages.Conventions.Tests;

/// <summary>Rule: optional properties are nullable, required ones are not; a list is never null.</summary>
public class NullabilityTests
{
    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.Properties))]
    public void Optional_properties_are_nullable_and_required_ones_are_not(Type model, SpecProperty property)
    {
        var member = model.GetProperty(property.MemberName)!;
        var nullability = new NullabilityInfoContext().Create(member);
        var expected = property.Required || (string?)property.Json["type"] == "array"
            ? NullabilityState.NotNull
            : NullabilityState.Nullable;

        nullability.ReadState.Should().Be(expected);
        nullability.WriteState.Should().Be(expected);
    }

    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.ConcreteModels))]
    public void List_of_a_new_model_is_empty(Type model)
    {
        var made = GeneratedTypes.Make(model);
        foreach (var list in model.GetProperties().Where(member => member.PropertyType.Name == typeof(IList<>).Name))
        {
            list.GetValue(made).Should().BeAssignableTo<IEnumerable<object>>().Which.Should().BeEmpty(list.Name);
        }
    }
}
