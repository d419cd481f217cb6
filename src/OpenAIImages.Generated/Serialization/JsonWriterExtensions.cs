using Newtonsoft.Json;

namespace OpenAIImages.Generated.Serialization;

/// <summary>Writes properties for the generated code. Properties that are not set are omitted.</summary>
internal static class JsonWriterExtensions
{
    public static void WriteProperty(this JsonWriter writer, string name, string? value)
    {
        if (value is null) return;
        writer.WriteName(name);
        writer.WriteValue(value);
    }

    public static void WriteProperty(this JsonWriter writer, string name, long? value)
    {
        if (value is null) return;
        writer.WriteName(name);
        writer.WriteValue(value.Value);
    }

    public static void WriteProperty(this JsonWriter writer, string name, bool? value)
    {
        if (value is null) return;
        writer.WriteName(name);
        writer.WriteValue(value.Value);
    }

    public static void WriteProperty(this JsonWriter writer, string name, byte[]? value)
    {
        if (value is null) return;
        writer.WriteName(name);
        writer.WriteValue(value);
    }

    // Writes the original text: Uri.ToString would unescape it.
    public static void WriteProperty(this JsonWriter writer, string name, Uri? value) =>
        writer.WriteProperty(name, value?.OriginalString);

    public static void WriteProperty(this JsonWriter writer, string name, JsonModel? value)
    {
        if (value is null) return;
        writer.WriteName(name);
        value.Write(writer);
    }

    public static void WriteProperty(this JsonWriter writer, string name, IEnumerable<JsonModel>? values) =>
        writer.WriteList(name, values, static (writer, value) => value.Write(writer));

    public static void WriteProperty(this JsonWriter writer, string name, IEnumerable<string>? values) =>
        writer.WriteList(name, values, static (writer, value) => writer.WriteValue(value));

    // Declared names need no escaping.
    private static void WriteName(this JsonWriter writer, string name) => writer.WritePropertyName(name, escape: false);

    private static void WriteList<T>(
        this JsonWriter writer, string name, IEnumerable<T>? values, Action<JsonWriter, T> write)
    {
        var any = false;
        foreach (var value in values ?? [])
        {
            if (!any)
            {
                writer.WriteName(name);
                writer.WriteStartArray();
                any = true;
            }

            write(writer, value);
        }

        if (any) writer.WriteEndArray();
    }
}
