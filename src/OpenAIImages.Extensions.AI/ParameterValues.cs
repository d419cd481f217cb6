using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Extensions.AI;

/// <summary>
/// Converts values of <see cref="ImageGenerationOptions.AdditionalProperties"/> to parameters in JSON.
/// </summary>
internal static class ParameterValues
{
    /// <summary>Adds additional properties to the JSON of a request, except those that it already has.</summary>
    /// <returns>The names of the added parameters that the spec contains.</returns>
    /// <exception cref="ArgumentException">A value does not fit; the message names the property.</exception>
    public static List<string> AddTo(JObject request, AdditionalPropertiesDictionary? properties)
    {
        var names = new List<string>();
        foreach (var property in properties ?? [])
        {
            var value = ToJson(property.Key, property.Value);
            // The dictionary is not case-sensitive either.
            var parameter = CreateImageRequest.Parameters.FirstOrDefault(
                known => known.Name.Equals(property.Key, StringComparison.OrdinalIgnoreCase));
            if (parameter is not null) Check(parameter, value, parameter.Name);
            var name = parameter?.Name ?? property.Key;
            if (request.ContainsKey(name)) continue;
            request[name] = value;
            if (parameter is not null) names.Add(name);
        }

        return names;
    }

    public static JToken Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JToken.ReadFrom(reader);
    }

    public static ArgumentException CreateException(string name, string problem) =>
        new($"The value of '{name}' in AdditionalProperties {problem}.");

    private static JToken ToJson(string name, object? value) => value switch
    {
        null => JValue.CreateNull(),
        string text => new JValue(text),
        bool flag => new JValue(flag),
        sbyte or byte or short or ushort or int or uint or long =>
            new JValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong number => new JValue(number),
        float number when !float.IsNaN(number) && !float.IsInfinity(number) => new JValue(number),
        double number when !double.IsNaN(number) && !double.IsInfinity(number) => new JValue(number),
        decimal number => new JValue(number),
        JsonElement { ValueKind: not JsonValueKind.Undefined } element => Parse(element.GetRawText()),
        JsonDocument document => Parse(document.RootElement.GetRawText()),
        JsonNode node => Parse(node.ToJsonString()),
        JValue or JObject or JArray => (JToken)value,
        JsonModel model => Parse(model.ToJson()),
        _ when IsOpenEnumeration(value) => new JValue(value.ToString()),
        _ => throw CreateException(
            name, $"is a {value.GetType()}, not a string, a boolean, a finite number, null or JSON"),
    };

    /// <summary>Returns whether it is a value such as <see cref="ImageQuality.High"/>.</summary>
    private static bool IsOpenEnumeration(object value) =>
        value.GetType() is { IsValueType: true, IsEnum: false } type && type.Assembly == typeof(ImageQuality).Assembly;

    private static void Check(ImageParameter parameter, JToken value, string path)
    {
        if (value.Type == JTokenType.Null) return;
        var (fits, expected) = parameter.Kind switch
        {
            ImageParameterKind.Text => (value.Type == JTokenType.String, "a string"),
            ImageParameterKind.Number => (IsWholeNumber(value), "a whole number"),
            ImageParameterKind.Flag => (value.Type == JTokenType.Boolean, "true or false"),
            _ => (value.Type == JTokenType.Object, "an object"),
        };
        if (!fits) throw CreateException(path, $"must be {expected}, not of the type {value.Type}");
        foreach (var property in parameter.Properties)
        {
            if (value[property.Name] is { } inner) Check(property, inner, $"{path}.{property.Name}");
        }
    }

    private static bool IsWholeNumber(JToken value) => value.Type == JTokenType.Integer
        || (value is JValue { Type: JTokenType.Float } number
            && Convert.ToDouble(number.Value, CultureInfo.InvariantCulture) % 1 == 0);
}
