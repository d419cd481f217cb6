#if NET
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenAIImages.Generated.Responses;

/// <summary>
/// Lets System.Text.Json read and write an event as what it is, in places that declare only its base class.
/// </summary>
internal sealed class SystemTextJsonEventConverter : JsonConverter<ImageGenStreamEvent>
{
    public override ImageGenStreamEvent? Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var json = document.RootElement;
        var type = json.ValueKind == JsonValueKind.Object
            && json.TryGetProperty(ImageGenStreamEvent.JsonNames.Type, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
        return ImageGenStreamEvent.Create(type) switch
        {
            ImageGenCompletedEvent => JsonModel.FromJson<ImageGenCompletedEvent>(json.GetRawText()),
            ImageGenPartialImageEvent => JsonModel.FromJson<ImageGenPartialImageEvent>(json.GetRawText()),
            _ => throw new JsonException($"A {nameof(ImageGenStreamEvent)} is an object with the type of an event."),
        };
    }

    public override void Write(Utf8JsonWriter writer, ImageGenStreamEvent value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToJson());
}
#endif
