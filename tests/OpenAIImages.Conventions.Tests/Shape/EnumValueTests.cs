namespace OpenAIImages.Conventions.Tests;

/// <summary>Rule: in the spec, each known value of an enumeration has a name and a description.</summary>
public class EnumValueTests
{
    [TestCaseSource(typeof(SpecDocument), nameof(SpecDocument.Enums))]
    public void Each_value_has_a_name_and_a_description(SpecSchema schema)
    {
        schema.Values.Should().OnlyHaveUniqueItems();
        schema.ValueNames.Should().OnlyHaveUniqueItems().And.HaveSameCount(schema.Values);
        schema.Json["x-enumDescriptions"]!.Values<string>()
            .Should().HaveSameCount(schema.Values).And.NotContain(text => string.IsNullOrWhiteSpace(text));
    }
}
