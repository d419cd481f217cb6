using Newtonsoft.Json;

namespace OpenAIImages.Generated.Serialization;

/// <summary>Lets <see cref="JsonConvert"/> read and write a generated model with its generated code.</summary>
internal sealed class JsonModelConverter<T> : JsonConverter
    where T : JsonModel, new()
{
    public override bool CanConvert(Type objectType) => typeof(T).IsAssignableFrom(objectType);

    public override object? ReadJson(
        JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        if (reader.TokenType == JsonToken.Null) return null;
        if (reader.TokenType != JsonToken.StartObject)
        {
            throw new JsonSerializationException(
                $"A {typeof(T).Name} is an object, not a {reader.TokenType} ({reader.Path}).");
        }

        // Texts that look like dates stay texts.
        var dates = reader.DateParseHandling;
        reader.DateParseHandling = DateParseHandling.None;
        try
        {
            var model = new T();
            model.Read(reader);
            return model;
        }
        finally
        {
            reader.DateParseHandling = dates;
        }
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) =>
        ((T)value!).Write(writer);
}
