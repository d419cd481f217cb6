using Newtonsoft.Json.Linq;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace OpenAIImages.Conventions.Tests;

/// <summary>The spec, read with YamlDotNet, independently of the generator.</summary>
public static class SpecDocument
{
    public static JObject Root { get; } = Load();

    public static IReadOnlyList<SpecSchema> Schemas { get; } =
    [
        .. Root["components"]!["schemas"]!.Children<JProperty>()
            .Select(schema => new SpecSchema(schema.Name, (JObject)schema.Value)),
    ];

    public static IEnumerable<SpecSchema> Models => Schemas.Where(schema => !schema.IsEnum);

    public static IEnumerable<SpecSchema> Enums => Schemas.Where(schema => schema.IsEnum);

    public static SpecSchema Schema(string name) => Schemas.Single(schema => schema.Name == name);

    /// <summary>The operations, each with its path and method.</summary>
    public static IEnumerable<JObject> Operations =>
        Root["paths"]!.Values().OfType<JObject>().SelectMany(path => path.Properties())
            .Select(property => property.Value).OfType<JObject>().Where(value => value["operationId"] is not null);

    /// <summary>
    /// Returns the object itself, or the target of its <c>$ref</c>, also within an <c>allOf</c> of one.
    /// </summary>
    public static JObject Resolve(JToken token)
    {
        while (true)
        {
            if (token["allOf"] is JArray { Count: 1 } parts) token = parts[0];
            else if (token["$ref"] is { } reference) token = Find((string)reference!);
            else return (JObject)token;
        }
    }

    /// <summary>Returns the name of the schema that a property refers to; null for an inline schema.</summary>
    public static string? ReferencedName(JToken token) =>
        ((string?)(token["allOf"] is JArray { Count: 1 } parts ? parts[0] : token)["$ref"])?.Split('/')[^1];

    private static JToken Find(string reference) =>
        reference.Split('/').Skip(1).Aggregate((JToken)Root, (token, name) => token[name]!);

    private static JObject Load()
    {
        var parser = new MergingParser(new Parser(new StringReader(RepositoryFiles.Read("spec/openai-images.yaml"))));
        var yaml =
            new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(parser);
        return JObject.FromObject(yaml!);
    }
}
