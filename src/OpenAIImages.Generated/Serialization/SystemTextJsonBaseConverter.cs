#if NET
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenAIImages.Generated.Serialization;

/// <summary>
/// Lets System.Text.Json write a generated model through its base class, like through its own class.
/// </summary>
internal sealed class SystemTextJsonBaseConverter<T> : JsonConverter<T>
    where T : JsonModel
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is abstract: deserialize one of its classes.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToJson());
}
#endif
