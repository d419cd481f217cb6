using Newtonsoft.Json;

namespace OpenAIImages.Generated.Serialization;

/// <summary>Writes properties for the generated code; nothing for one that is not set.</summary>
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

    // The text as it was given: Uri.ToString would unescape it.
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

    // Declared names have nothing to escape.
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
