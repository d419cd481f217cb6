using System.Reflection;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Page.Snippets;

/// <summary>Converts a JSON object to the initializer of a model of the client.</summary>
internal static class CSharpObject
{
    /// <summary>Divides an object into the properties that the model has, and the others.</summary>
    /// <param name="json">The object.</param>
    /// <param name="model">The type of the model.</param>
    public static (List<(string Name, string Value)> Properties, List<JProperty> Others) Split(JObject json, Type model)
    {
        var (properties, others) = (new List<(string, string)>(), new List<JProperty>());
        foreach (var property in json.Properties())
        {
            var name = string.Concat(property.Name.Split('_').Where(word => word.Length > 0).Select(Capitalize));
            if (model.GetProperty(name) is { } member && WriteValue(property.Value, member.PropertyType) is { } value)
            {
                properties.Add((name, value));
            }
            else
            {
                others.Add(property);
            }
        }

        return (properties, others);
    }

    /// <summary>Writes a value of a type; returns null if it is not of that type.</summary>
    private static string? WriteValue(JToken value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            JObject json when typeof(JsonModel).IsAssignableFrom(type) => WriteModel(json, type),
            { Type: JTokenType.String } when type == typeof(string) => CSharpText.Literal(value),
            { Type: JTokenType.String } when type.IsValueType && !type.IsPrimitive => WriteKnownValue(value, type),
            { Type: JTokenType.Integer } when type == typeof(int) && IsInt32(value) => CSharpText.Literal(value),
            { Type: JTokenType.Boolean } when type == typeof(bool) => CSharpText.Literal(value),
            _ => null,
        };
    }

    /// <summary>
    /// Writes a known value as <c>ImageModel.GptImage2</c>, or else as a string, which converts to the type.
    /// </summary>
    private static string WriteKnownValue(JToken value, Type type)
    {
        var text = (string)value!;
        var known = type.GetProperties(BindingFlags.Public | BindingFlags.Static)
            .FirstOrDefault(it => it.PropertyType == type && it.GetValue(null)!.ToString() == text);
        return known is null ? CSharpText.Literal(value) : $"{type.Name}.{known.Name}";
    }

    private static string? WriteModel(JObject json, Type type)
    {
        var (properties, others) = Split(json, type);
        if (others.Count > 0) return null;
        var members = string.Join(", ", properties.Select(property => $"{property.Name} = {property.Value}"));
        return members.Length == 0 ? $"new {type.Name}()" : $"new {type.Name} {{ {members} }}";
    }

    private static bool IsInt32(JToken value) =>
        value is JValue { Value: long and >= int.MinValue and <= int.MaxValue };

    private static string Capitalize(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
