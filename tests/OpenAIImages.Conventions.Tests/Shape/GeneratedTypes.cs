using System.CodeDom.Compiler;
using System.Reflection;

namespace OpenAIImages.Conventions.Tests;

/// <summary>The types that are generated from the spec, found by the attribute that the generator adds.</summary>
public static class GeneratedTypes
{
    public static Assembly Library { get; } = typeof(ImagesClient).Assembly;

    public static Type[] All { get; } =
    [
        .. Library.GetTypes().Where(type =>
            type.GetCustomAttribute<GeneratedCodeAttribute>()?.Tool is "NSwag" or "NJsonSchema"),
    ];

    public static IEnumerable<Type> Models => All.Where(type => type.IsSubclassOf(typeof(JsonModel)));

    /// <summary>The models that can be instantiated, without base classes.</summary>
    public static IEnumerable<Type> ConcreteModels => Models.Where(type => !type.IsAbstract);

    public static IEnumerable<Type> Enums => All.Where(type => type.IsValueType);

    /// <summary>Each enumeration, as the type argument of a generic fixture.</summary>
    public static IEnumerable<TestFixtureData> EnumFixtures =>
        Enums.Select(type => new TestFixtureData { TypeArgs = [type] });

    public static JsonModel Make(Type model) => (JsonModel)Activator.CreateInstance(model)!;

    /// <summary>Every property of every model that can be instantiated.</summary>
    public static IEnumerable<TestCaseData> Properties =>
        from model in ConcreteModels
        from property in SpecDocument.Schema(model.Name).Properties
        select new TestCaseData(model, property).SetArgDisplayNames(model.Name, property.JsonName);
}
