using System.Globalization;
using OpenAIImages.Generated;
using YamlDotNet.RepresentationModel;

namespace OpenAIImages.Emulator.Contract;

/// <summary>Reads the contract from the spec, which is embedded in this assembly.</summary>
internal sealed class SpecReader
{
    private const string Resource = "openai-images.yaml";

    private readonly YamlMappingNode _schemas;

    private SpecReader(YamlMappingNode root) => _schemas = Mapping(Mapping(root, "components")!, "schemas")!;

    public static ImageContract Read()
    {
        using var resource = typeof(SpecReader).Assembly.GetManifestResourceStream(Resource)!;
        using var text = new StreamReader(resource);
        var yaml = new YamlStream();
        yaml.Load(text);
        var reader = new SpecReader((YamlMappingNode)yaml.Documents[0].RootNode);
        return new ImageContract(reader.ReadMembers(nameof(CreateImageRequest)), reader.ReadFamilies());
    }

    private List<Parameter> ReadMembers(string schemaName) => ReadMembers(Mapping(_schemas, schemaName)!);

    private List<Parameter> ReadMembers(YamlMappingNode schema)
    {
        var required = Strings(schema, "required") ?? [];
        return [.. Entries(schema, "properties").Select(entry => ReadParameter(entry.Name, entry.Value, required))];
    }

    private Parameter ReadParameter(string name, YamlMappingNode property, IReadOnlyList<string> required)
    {
        var schema = Resolve(property);
        var kind = Enum.Parse<ParameterKind>(Scalar(schema, "type")!, ignoreCase: true);
        return new Parameter
        {
            Name = name,
            Kind = kind,
            IsRequired = required.Contains(name),
            Values = Strings(schema, "enum") ?? [],
            Members = kind == ParameterKind.Object ? ReadMembers(schema) : [],
            Rules = Entries(property, "x-model-rules").ToDictionary(rule => rule.Name, rule => ReadRule(rule.Value)),
        };
    }

    private List<ModelFamily> ReadFamilies()
    {
        var families = new List<ModelFamily>();
        foreach (var (name, family) in Entries(Mapping(_schemas, nameof(ImageModel))!, "x-model-families"))
        {
            var like = families.Find(other => other.Name == Scalar(family, "like"));
            families.Add(new ModelFamily(name, Strings(family, "models") ?? [], like));
        }

        return families;
    }

    private static ParameterRule ReadRule(YamlMappingNode rule) => new()
    {
        Values = Strings(rule, "values"),
        Minimum = Integer(rule, "minimum"),
        Maximum = Integer(rule, "maximum"),
        MaxCharacters = Integer(rule, "max-characters"),
        Sizes = Mapping(rule, "dimensions") is { } dimensions ? ReadSizes(dimensions) : null,
        Code = Scalar(rule, "code"),
    };

    private static SizeLimits ReadSizes(YamlMappingNode dimensions) => new(
        Integer(dimensions, "multiple-of")!.Value,
        Integer(dimensions, "max-side")!.Value,
        Integer(dimensions, "max-ratio")!.Value,
        Integer(dimensions, "min-pixels")!.Value,
        Integer(dimensions, "max-pixels")!.Value);

    /// <summary>
    /// Returns a schema, or the schema that it refers to. Next to a description, a reference is the only entry of
    /// allOf.
    /// </summary>
    private YamlMappingNode Resolve(YamlMappingNode schema) =>
        schema.Children.TryGetValue("allOf", out var parts) && ((YamlSequenceNode)parts)[0] is YamlMappingNode part
            && Scalar(part, "$ref") is { } reference
            ? Mapping(_schemas, reference[(reference.LastIndexOf('/') + 1)..])!
            : schema;

    private static YamlMappingNode? Mapping(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var value) ? (YamlMappingNode)value : null;

    private static IEnumerable<(string Name, YamlMappingNode Value)> Entries(YamlMappingNode node, string name) =>
        Mapping(node, name)?.Select(entry => (((YamlScalarNode)entry.Key).Value!, (YamlMappingNode)entry.Value)) ?? [];

    private static string? Scalar(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var value) ? ((YamlScalarNode)value).Value : null;

    private static int? Integer(YamlMappingNode node, string name) =>
        Scalar(node, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static List<string>? Strings(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var value)
            ? [.. ((YamlSequenceNode)value).Select(item => ((YamlScalarNode)item).Value!)]
            : null;
}
