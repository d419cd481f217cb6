#if NET
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenAIImages.Generated.Serialization;

/// <summary>Lets System.Text.Json read and write a generated model with its generated code.</summary>
internal sealed class SystemTextJsonModelConverter<T> : JsonConverter<T>
    where T : JsonModel, new()
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"A {typeof(T).Name} is an object, not a {reader.TokenType}.");
        }

        using var document = JsonDocument.ParseValue(ref reader);
        return JsonModel.FromJson<T>(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToJson());
}
#endif
