using Newtonsoft.Json.Linq;

namespace OpenAIImages.Conventions.Tests;

/// <summary>One schema of the spec: a model or an enumeration.</summary>
public sealed class SpecSchema(string name, JObject json)
{
    public string Name => name;

    public JObject Json => json;

    public bool IsEnum => json["enum"] is not null;

    public string[] Values => [.. json["enum"]!.Values<string>()!];

    public string[] ValueNames => [.. json["x-enumNames"]!.Values<string>()!];

    /// <summary>The discriminator of derived models; null without any.</summary>
    public string? Discriminator => (string?)json.SelectToken("discriminator.propertyName");

    /// <summary>The schema that this one extends; null for most.</summary>
    public SpecSchema? Base => Parts.Select(SpecDocument.ReferencedName).OfType<string>()
        .Select(SpecDocument.Schema).SingleOrDefault();

    /// <summary>The properties that this schema declares itself, without those of its base.</summary>
    public SpecProperty[] OwnProperties =>
    [
        .. from part in Parts
           from property in (part["properties"] as JObject)?.Properties() ?? []
           let required = part["required"]?.Values<string>().Contains(property.Name) == true
           select new SpecProperty(property.Name, (JObject)property.Value, required),
    ];

    /// <summary>All properties that a caller can set, without the discriminator.</summary>
    public IEnumerable<SpecProperty> Properties =>
        (Base?.Properties ?? []).Concat(OwnProperties).Where(property => property.JsonName != Discriminator);

    /// <summary>JSON with every property set.</summary>
    public JObject Sample()
    {
        var sample = new JObject(Properties.Select(property => new JProperty(property.JsonName, property.Sample())));
        if (Base?.Discriminator is { } discriminator) sample.AddFirst(new JProperty(discriminator, DiscriminatorValue));
        return sample;
    }

    /// <summary>JSON with no property set.</summary>
    public JObject Empty() =>
        Base?.Discriminator is { } discriminator ? new JObject { [discriminator] = DiscriminatorValue } : [];

    public override string ToString() => name;

    private IEnumerable<JToken> Parts => json["allOf"] as JArray ?? (IEnumerable<JToken>)[json];

    private string DiscriminatorValue => Base!.Json.SelectToken("discriminator.mapping")!.Children<JProperty>()
        .Single(entry => ((string)entry.Value!).EndsWith("/" + name, StringComparison.Ordinal)).Name;
}

/// <summary>One property of a schema.</summary>
public sealed record SpecProperty(string JsonName, JObject Json, bool Required)
{
    /// <summary>The name of its member: <c>x-name</c>, or the JSON name in PascalCase.</summary>
    public string MemberName => (string?)Json["x-name"]
        ?? string.Concat(JsonName.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>A JSON value of its type.</summary>
    public JToken Sample() => Sample(Json);

    /// <summary>A JSON value of another type.</summary>
    public JToken Misfit() =>
        (string?)SpecDocument.Resolve(Json)["type"] is "object" or "array" ? "odd" : new JObject { ["odd"] = 1 };

    private static JToken Sample(JToken json)
    {
        var schema = SpecDocument.Resolve(json);
        return ((string?)schema["type"], (string?)schema["format"]) switch
        {
            ("string", "uri") => "https://images.example.com/sea%20otter.png?x=%2F",
            ("string", "byte") => "AAECAwT/",
            ("string", _) => "newer-than-the-spec",
            ("integer", "int64") => 5_000_000_000,
            ("integer", _) => 7,
            ("boolean", _) => true,
            ("array", _) => new JArray(Sample(schema["items"]!), Sample(schema["items"]!)),
            ("object", _) => SpecDocument.Schema(SpecDocument.ReferencedName(json)!).Sample(),
            var (type, format) => throw new NotSupportedException($"No sample for a {type} of format {format}."),
        };
    }
}
