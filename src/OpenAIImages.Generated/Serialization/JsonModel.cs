using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated;

/// <summary>
/// The base of the models that are generated from the spec: what is not in the spec is kept, and nothing is lost.
/// </summary>
public abstract class JsonModel
{
    // A Dictionary<string, JToken?>. As an object, since JToken's types take long to load, and most models have none.
    private object? _additionalProperties;

    private protected JsonModel()
    {
    }

    /// <summary>
    /// The JSON properties that the spec does not name, or whose values do not fit the declared type, by their names on the
    /// wire. They are written with the others. Empty by default.
    /// </summary>
    /// <remarks>
    /// In a request: parameters of compatible servers, such as <c>seed</c>. One that has a property of its own is
    /// refused there by validation, and is not sent when the property is set.
    /// </remarks>
    public IDictionary<string, JToken?> AdditionalProperties =>
        (IDictionary<string, JToken?>)(_additionalProperties ??= new Dictionary<string, JToken?>(StringComparer.Ordinal));

    /// <summary>Whether there may be additional properties; false where not even their dictionary was made.</summary>
    internal bool HasAdditionalProperties => _additionalProperties is not null;

    /// <summary>The JSON of this object, as it goes over the wire, without the properties that are not set.</summary>
    /// <returns>JSON without line breaks.</returns>
    public string ToJson()
    {
        using var text = WriteText();
        return text.ToString();
    }

    /// <summary>The same in UTF-8, without making a string first.</summary>
    internal byte[] ToUtf8Json()
    {
        using var text = WriteText();
        return text.ToUtf8();
    }

    /// <summary>Gets the value of a property by its name in JSON; null when it is not set.</summary>
    /// <returns>False, with null, when the spec declares no property of that name.</returns>
    internal abstract bool TryGetValue(string name, out object? value);

    /// <summary>Adds the names of required properties that are not set, also those of objects within this one.</summary>
    /// <param name="missing">Where to add the names, each after the path.</param>
    /// <param name="path">The path to this object, such as <c>svg.</c>; empty for a request.</param>
    internal virtual void AddMissingProperties(ICollection<string> missing, string path)
    {
    }

    /// <summary>Reads a declared property from the reader's current token.</summary>
    /// <returns>False, with the reader where it was, when the property is not declared or the value does not fit.</returns>
    private protected abstract bool ReadProperty(string name, JsonReader reader);

    private protected abstract void WriteProperties(JsonWriter writer);

    internal void Write(JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteProperties(writer);
        if (HasAdditionalProperties) WriteAdditionalProperties(writer);
        writer.WriteEndObject();
    }

    /// <summary>Reads the object that the reader stands at the start of, up to its end.</summary>
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

    internal bool HasAdditionalProperty(string name) => HasAdditionalProperties && AdditionalProperties.ContainsKey(name);

    private bool IsSet(string name) => TryGetValue(name, out var value) && value is not null;

    private PooledText WriteText()
    {
        var text = new PooledText();
        using var writer = new JsonTextWriter(text) { ArrayPool = CharArrayPool.Instance, CloseOutput = false };
        Write(writer);
        return text;
    }

    private void ReadAdditionalProperty(string name, JsonReader reader, bool isRead)
    {
        if (isRead) AdditionalProperties.Remove(name);
        // A value that does not fit never displaces one that does: servers send a property twice. By its default settings
        // JToken skips comments; without settings it keeps them, and cannot write them.
        else if (!IsSet(name)) AdditionalProperties[name] = JToken.ReadFrom(reader, new JsonLoadSettings());
        else reader.Skip();
    }

    private void WriteAdditionalProperties(JsonWriter writer)
    {
        foreach (var property in AdditionalProperties)
        {
            if (IsSet(property.Key)) continue;
            writer.WritePropertyName(property.Key);
            if (property.Value is null) writer.WriteNull();
            else property.Value.WriteTo(writer);
        }
    }
}
