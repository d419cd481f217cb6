using System.Reflection;
using Newtonsoft.Json;

namespace OpenAIImages.Conventions.Tests;

/// <summary>
/// Rule: generated types are serialized by generated code: no attribute makes a serializer use reflection, and no data
/// annotation promises a check that is never executed.
/// </summary>
public class ReflectionTests
{
    private static readonly string[] Serializers =
    [
        "Newtonsoft.Json", "System.ComponentModel", "System.ComponentModel.DataAnnotations",
        "System.Runtime.Serialization", "System.Text.Json.Serialization", "System.Xml.Serialization",
    ];

    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.All))]
    public void Generated_types_have_no_attribute_for_reflection(Type type)
    {
        var attributes = type
            .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
            .Append(type)
            .SelectMany(member => member.GetCustomAttributesData().Select(attribute => attribute.AttributeType));

        // Attributes that name a converter are for other serializers, which call the generated code.
        attributes.Where(attribute => Serializers.Contains(attribute.Namespace))
            .Except(
            [
                typeof(JsonConverterAttribute),
                typeof(System.Text.Json.Serialization.JsonConverterAttribute),
                typeof(System.ComponentModel.TypeConverterAttribute),
            ])
            .Should().BeEmpty();
    }

    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.ConcreteModels))]
    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.Enums))]
    public void Generated_type_names_a_converter_of_its_assembly(Type type) =>
        type.GetCustomAttribute<JsonConverterAttribute>(inherit: false)!.ConverterType.Assembly
            .Should().BeSameAs(type.Assembly);
}
