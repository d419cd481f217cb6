using System.Globalization;
using Newtonsoft.Json;
using OpenAIImages.Generated.Base64;

namespace OpenAIImages.Generated.Serialization;

/// <summary>
/// Reads the values of declared properties for the generated code. If the reader's token fits the declared type, each
/// method returns true and the value, or null for an empty one. Otherwise it returns false, and the reader is still at
/// the token.
/// </summary>
internal static class JsonReaderExtensions
{
    public static bool TryRead(JsonReader reader, out string? value)
    {
        value = reader.TokenType == JsonToken.String ? reader.Value?.ToString() : null;
        // Infinity would be written as a string.
        var isInfinite = reader.Value is double number && !(Math.Abs(number) <= double.MaxValue);
        return value is not null || isInfinite || reader.TokenType == JsonToken.Null;
    }

    public static bool TryRead(JsonReader reader, out bool? value)
    {
        value = reader.Value as bool?;
        return value is not null || reader.TokenType == JsonToken.Null;
    }

    /// <summary>Reads an integer, even if a server writes it as <c>1.0</c>, <c>"1"</c> or with a fraction.</summary>
    public static bool TryRead(JsonReader reader, out long? value)
    {
        value = (reader.Value is string text ? ParseNumber(text) : reader.Value) switch
        {
            long integer => integer,
            double number when Math.Abs(number) < long.MaxValue => (long)Math.Floor(number),
            _ => null,
        };
        return value is not null || reader.TokenType == JsonToken.Null;
    }

    private static object? ParseNumber(string text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var integer) ? integer
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    /// <inheritdoc cref="TryRead(JsonReader, out long?)"/>
    public static bool TryRead(JsonReader reader, out int? value)
    {
        var fits = TryRead(reader, out long? integer) && integer is null or (>= int.MinValue and <= int.MaxValue);
        value = fits ? (int?)integer : null;
        return fits;
    }

    /// <summary>Reads an address, absolute or relative; an empty one is null.</summary>
    public static bool TryRead(JsonReader reader, out Uri? value)
    {
        value = null;
        if (!TryRead(reader, out string? text)) return false;
        value = ToUri(text);
        return value is not null || string.IsNullOrEmpty(text);
    }

    /// <summary>Returns a text as an address; null if it is none.</summary>
    public static Uri? ToUri(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        // On Unix a path that begins with a slash would become the address of a file.
        var kind = text![0] == '/' ? UriKind.Relative : UriKind.RelativeOrAbsolute;
        return Uri.TryCreate(text, kind, out var address) ? address : null;
    }

    /// <summary>Reads base64; an empty text is null.</summary>
    public static bool TryRead(JsonReader reader, out byte[]? value)
    {
        value = reader.Value as byte[];
        if (value is not null) return true;
        return TryRead(reader, out string? text)
            && (string.IsNullOrEmpty(text) || LenientBase64Decoder.TryDecode(text!, out value));
    }

    public static bool TryReadModel<T>(JsonReader reader, Func<T> create, out T? value)
        where T : JsonModel
    {
        var model = create();
        value = model.TryRead(reader) ? model : null;
        return value is not null || reader.TokenType == JsonToken.Null;
    }

    /// <summary>Reads those elements of a list that can be read; a single object is a list of one.</summary>
    public static bool TryReadList<T>(JsonReader reader, Func<JsonReader, T?> read, out List<T>? value)
        where T : class
    {
        value = null;
        if (reader.TokenType != JsonToken.StartArray)
        {
            if (reader.TokenType == JsonToken.StartObject && read(reader) is { } single) value = [single];
            return value is not null || reader.TokenType == JsonToken.Null;
        }

        for (reader.ReadContent(); reader.TokenType != JsonToken.EndArray; reader.ReadContent())
        {
            if (read(reader) is { } item) (value ??= []).Add(item);
            else reader.Skip();
        }

        return true;
    }
}
