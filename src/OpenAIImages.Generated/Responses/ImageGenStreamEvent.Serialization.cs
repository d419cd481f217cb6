#if NET
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenAIImages.Generated;

[JsonConverter(typeof(SystemTextJsonConverter))]
public partial class ImageGenStreamEvent
{
    /// <summary>Lets System.Text.Json read and write an event that is declared as its base class.</summary>
    private sealed class SystemTextJsonConverter : JsonConverter<ImageGenStreamEvent>
    {
        public override ImageGenStreamEvent? Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var json = document.RootElement;
            var type = json.ValueKind == JsonValueKind.Object && json.TryGetProperty(JsonNames.Type, out var value)
                ? value.ToString()
                : null;
            return Create(type) switch
            {
                ImageGenCompletedEvent => JsonModel.FromJson<ImageGenCompletedEvent>(json.GetRawText()),
                ImageGenPartialImageEvent => JsonModel.FromJson<ImageGenPartialImageEvent>(json.GetRawText()),
                _ => throw new JsonException("An event is an object with a known type."),
            };
        }

        public override void Write(Utf8JsonWriter writer, ImageGenStreamEvent value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.ToJson());
    }
}
#endif
