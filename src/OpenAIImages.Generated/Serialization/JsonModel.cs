using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated.Serialization;

namespace OpenAIImages.Generated;

/// <summary>
/// The base class of the models that are generated from the OpenAPI document. It keeps properties that the document
/// does not declare.
/// </summary>
public abstract class JsonModel
{
    private const int InitialCapacity = 256;

    private Dictionary<string, JToken?>? _additionalProperties;

    private protected JsonModel()
    {
    }

    /// <summary>
    /// Gets the JSON properties that the OpenAPI document does not declare, or whose values do not fit the declared
    /// type. They are written together with the declared properties. The default is an empty dictionary.
    /// </summary>
    /// <remarks>
    /// In a request, they are parameters of compatible servers, such as <c>seed</c>. Validation rejects the name of a
    /// declared property. It is not sent if that property is set.
    /// </remarks>
    public IDictionary<string, JToken?> AdditionalProperties => _additionalProperties ??= new(StringComparer.Ordinal);

    /// <summary>Gets whether there may be additional properties.</summary>
    internal bool HasAdditionalProperties => _additionalProperties is not null;

    /// <summary>Returns this object as JSON, without the properties that are not set.</summary>
    /// <returns>JSON without line breaks.</returns>
    public string ToJson()
    {
        var text = new StringWriter(new StringBuilder(InitialCapacity), CultureInfo.InvariantCulture);
        using var writer = new JsonTextWriter(text) { ArrayPool = CharArrayPool.Instance };
        Write(writer);
        return text.ToString();
    }

    /// <summary>Returns this object as JSON in UTF-8.</summary>
    internal byte[] ToUtf8Json() => Encoding.UTF8.GetBytes(ToJson());

    /// <summary>Reads a model from the text of a JSON object.</summary>
    internal static T FromJson<T>(string json)
        where T : JsonModel, new()
    {
        ArgumentNullException.ThrowIfNull(json);
        // Texts that look like dates stay texts.
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        if (!reader.Read() || reader.TokenType != JsonToken.StartObject)
        {
            throw new JsonReaderException("The text is not a JSON object.");
        }

        var model = new T();
        model.Read(reader);
        return reader.Read() ? throw new JsonReaderException("The text continues after the JSON object.") : model;
    }

    /// <summary>Gets the value of a property by its name in JSON; returns false if none is declared.</summary>
    internal abstract bool TryGetValue(string name, out object? value);

    /// <summary>Adds the names of required properties that are not set, each with the path before it.</summary>
    internal virtual void AddMissingProperties(ICollection<string> missing, string path)
    {
    }

    /// <summary>Reads a declared property; returns false if it is not declared or the value does not fit.</summary>
    private protected abstract bool ReadProperty(string name, JsonReader reader);

    /// <summary>Reads the object from a text, if a server may send one in its place.</summary>
    private protected virtual bool ReadText(string text) => false;

    private protected abstract void WriteProperties(JsonWriter writer);

    /// <summary>Reads an object, or a text in place of one; returns false if the value is neither.</summary>
    internal bool TryRead(JsonReader reader)
    {
        if (reader is { TokenType: JsonToken.String, Value: string text }) return ReadText(text);
        if (reader.TokenType != JsonToken.StartObject) return false;
        Read(reader);
        return true;
    }

    /// <summary>Reads an object from its start, which is the current token, to its end.</summary>
    internal void Read(JsonReader reader)
    {
        for (reader.ReadContent(); reader.TokenType == JsonToken.PropertyName; reader.ReadContent())
        {
            var name = (string)reader.Value!;
            reader.ReadContent();
            var isRead = ReadProperty(name, reader);
            if (!isRead || HasAdditionalProperties) ReadAdditionalProperty(name, reader, isRead);
        }
    }

    internal void Write(JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteProperties(writer);
        if (HasAdditionalProperties) WriteAdditionalProperties(writer);
        writer.WriteEndObject();
    }

    internal bool HasAdditionalProperty(string name) =>
        HasAdditionalProperties && AdditionalProperties.ContainsKey(name);

    private bool IsSet(string name) => TryGetValue(name, out var value) && value is not null;

    private void ReadAdditionalProperty(string name, JsonReader reader, bool isRead)
    {
        if (isRead) AdditionalProperties.Remove(name);
        // A value that does not fit never replaces a value that fits: some servers send a property twice.
        else if (!IsSet(name)) AdditionalProperties[name] = reader.ReadToken();
        else reader.Skip();
    }

    private void WriteAdditionalProperties(JsonWriter writer)
    {
        foreach (var property in AdditionalProperties)
        {
            if (IsSet(property.Key)) continue;
            writer.WritePropertyName(property.Key);
            if (property.Value is null) writer.WriteNull();
            else writer.WriteToken(property.Value.CreateReader());
        }
    }
}
