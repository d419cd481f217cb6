using System.Reflection;

namespace OpenAIImages.Conventions.Tests;

/// <summary>Rule: the spec and the generated types have the same schemas and properties.</summary>
public class SchemaTests
{
    [Test]
    public void Each_schema_has_a_type_and_each_type_a_schema() =>
        GeneratedTypes.Models.Concat(GeneratedTypes.Enums).Select(type => type.Name)
            .Should().BeEquivalentTo(SpecDocument.Schemas.Select(schema => schema.Name));

    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.Models))]
    public void Each_property_of_the_spec_has_a_member_and_vice_versa(Type model)
    {
        var schema = SpecDocument.Schema(model.Name);
        var generated = model.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member.Name is not (nameof(ImagesResponse.Metadata) or nameof(Image.MediaType)));

        generated.Select(member => member.Name)
            .Should().BeEquivalentTo(schema.OwnProperties.Select(property => property.MemberName));
    }

    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.Models))]
    public void Model_that_extends_another_derives_from_it(Type model) =>
        model.BaseType!.Name.Should().Be(SpecDocument.Schema(model.Name).Base?.Name ?? nameof(JsonModel));

    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.Models))]
    public void Member_that_refers_to_a_schema_has_its_type(Type model)
    {
        foreach (var property in SpecDocument.Schema(model.Name).OwnProperties)
        {
            var json = property.Json["items"] ?? property.Json;
            if (SpecDocument.ReferencedName(json) is not { } name) continue;
            var type = model.GetProperty(property.MemberName)!.PropertyType;
            (type.IsGenericType ? type.GenericTypeArguments[0] : type).Name.Should().Be(name, property.JsonName);
        }
    }
}
