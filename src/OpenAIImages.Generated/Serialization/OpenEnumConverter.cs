using Newtonsoft.Json;

namespace OpenAIImages.Generated.Serialization;

/// <summary>Lets <see cref="JsonConvert"/> read and write an open enumeration as the string of its value.</summary>
internal abstract class OpenEnumConverter<T> : JsonConverter
    where T : struct
{
    public override bool CanConvert(Type objectType) => objectType == typeof(T) || objectType == typeof(T?);

    public override object? ReadJson(
        JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
        reader.TokenType switch
        {
            JsonToken.String => Create((string)reader.Value!),
            JsonToken.Null => objectType == typeof(T?) ? null : default(T),
            _ => throw new JsonSerializationException(
                $"A {typeof(T).Name} is a string, not a {reader.TokenType} ({reader.Path})."),
        };

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
        writer.WriteValue(value?.ToString());

    private protected abstract T Create(string value);
}
