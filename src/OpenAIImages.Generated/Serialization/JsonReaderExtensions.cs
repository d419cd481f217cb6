using System.Globalization;
using Newtonsoft.Json;

namespace OpenAIImages.Generated.Serialization;

/// <summary>
/// Reads the values of declared properties for the generated code. Where the reader's token fits the declared type, each
/// method is true and gives the value, or null for what says nothing. Otherwise it is false and the reader still stands
/// on the token, so that the caller can keep it.
/// </summary>
internal static class JsonReaderExtensions
{
    public static bool TryRead(JsonReader reader, out string? value)
    {
        value = reader.TokenType == JsonToken.String ? reader.Value?.ToString() : null;
        return value is not null || reader.TokenType == JsonToken.Null;
    }

    public static bool TryRead(JsonReader reader, out bool? value)
    {
        value = reader.Value as bool?;
        return value is not null || reader.TokenType == JsonToken.Null;
    }

    /// <summary>Takes <c>1</c>, and the <c>1.0</c> and <c>"1"</c> that some servers write for it.</summary>
    public static bool TryRead(JsonReader reader, out long? value)
    {
        value = reader.Value switch
        {
            long integer => integer,
            double number when Math.Abs(number) < long.MaxValue && Math.Floor(number) == number => (long)number,
            string text when long.TryParse(
                text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
            _ => null,
        };
        return value is not null || reader.TokenType == JsonToken.Null;
    }

    /// <inheritdoc cref="TryRead(JsonReader, out long?)"/>
    public static bool TryRead(JsonReader reader, out int? value)
    {
        var fits = TryRead(reader, out long? integer) && integer is null or (>= int.MinValue and <= int.MaxValue);
        value = fits ? (int?)integer : null;
        return fits;
    }

    /// <summary>Takes absolute addresses; an empty one is none.</summary>
    public static bool TryRead(JsonReader reader, out Uri? value)
    {
        value = null;
        if (!TryRead(reader, out string? text)) return false;

        // On Unix a path that begins with a slash would pass for the address of a file.
        return string.IsNullOrEmpty(text) || (text![0] != '/' && Uri.TryCreate(text, UriKind.Absolute, out value));
    }

    /// <summary>Takes base64; an empty text is none.</summary>
    public static bool TryRead(JsonReader reader, out byte[]? value)
    {
        value = reader.Value as byte[];
        if (value is not null) return true;
        if (!TryRead(reader, out string? text)) return false;

        return string.IsNullOrEmpty(text)
            || (reader is ResponseDocumentReader { Answer: var answer } && answer.TryGetImage(text!, out value))
            || LenientBase64Decoder.TryDecode(text!, out value);
    }

    /// <summary>Goes to the next token that is no comment.</summary>
    /// <exception cref="JsonSerializationException">There is none.</exception>
    public static void ReadContent(this JsonReader reader)
    {
        do
        {
            if (!reader.Read()) throw new JsonSerializationException("The JSON ends within an object or a list.");
        }
        while (reader.TokenType == JsonToken.Comment);
    }

    public static bool TryReadModel<T>(JsonReader reader, Func<T> create, out T? value)
        where T : JsonModel
    {
        value = null;
        if (reader.TokenType == JsonToken.StartObject)
        {
            value = create();
            value.Read(reader);
        }

        return value is not null || reader.TokenType == JsonToken.Null;
    }

    /// <summary>Takes those elements of an array that can be read; without any, there is no list.</summary>
    public static bool TryReadList<T>(JsonReader reader, Func<JsonReader, T?> read, out List<T>? value)
        where T : class
    {
        value = null;
        if (reader.TokenType != JsonToken.StartArray) return reader.TokenType == JsonToken.Null;

        for (reader.ReadContent(); reader.TokenType != JsonToken.EndArray; reader.ReadContent())
        {
            if (read(reader) is { } item) (value ??= []).Add(item);
            else reader.Skip();
        }

        return true;
    }
}
