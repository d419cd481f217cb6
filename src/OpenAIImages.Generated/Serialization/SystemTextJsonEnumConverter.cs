#if NET
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenAIImages.Generated.Serialization;

/// <summary>Lets System.Text.Json read and write an open enumeration as the string of its value.</summary>
internal abstract class SystemTextJsonEnumConverter<T> : JsonConverter<T>
    where T : struct
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Create(reader.GetString()!)
            : throw new JsonException($"A {typeof(T).Name} is a string, not a {reader.TokenType}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    private protected abstract T Create(string value);
}
#endif
