using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Serialization;

/// <summary>Reads values that are not declared, and skips comments.</summary>
internal static class JsonTokens
{
    private static readonly JsonLoadSettings LoadSettings = new()
    {
        CommentHandling = CommentHandling.Ignore,
        // The default replaces properties, in time that grows with the square of their number.
        DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Ignore,
    };

    /// <summary>Reads any value. If several properties have the same name, the first is kept.</summary>
    public static JToken ReadToken(this JsonReader reader) => JToken.ReadFrom(reader, LoadSettings);

    /// <summary>Reads the next token that is not a comment; throws if there is none.</summary>
    public static void ReadContent(this JsonReader reader)
    {
        do
        {
            if (!reader.Read()) throw new JsonSerializationException("The JSON ends within an object or a list.");
        }
        while (reader.TokenType == JsonToken.Comment);
    }
}
