using Newtonsoft.Json.Linq;
using OpenAIImages.Emulator.Contract;

namespace OpenAIImages.Emulator.Requests;

/// <summary>The names that the API uses for JSON types.</summary>
internal static class JsonTypes
{
    public static bool Fits(JToken value, ParameterKind kind) => kind switch
    {
        ParameterKind.String => value.Type == JTokenType.String,
        ParameterKind.Integer => value.Type == JTokenType.Integer,
        ParameterKind.Boolean => value.Type == JTokenType.Boolean,
        _ => value.Type == JTokenType.Object,
    };

    public static string NameOf(ParameterKind kind) => kind switch
    {
        ParameterKind.String => "a string",
        ParameterKind.Integer => "an integer",
        ParameterKind.Boolean => "a boolean",
        _ => "an object",
    };

    public static string NameOf(JToken value) => value.Type switch
    {
        JTokenType.String => NameOf(ParameterKind.String),
        JTokenType.Integer => NameOf(ParameterKind.Integer),
        JTokenType.Boolean => NameOf(ParameterKind.Boolean),
        JTokenType.Object => NameOf(ParameterKind.Object),
        JTokenType.Float => "a decimal number",
        JTokenType.Array => "an array",
        _ => "null",
    };
}
