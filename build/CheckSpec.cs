using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

/// <summary>
/// A task of the build: checks the spec before code is generated from it. Names become identifiers and numbers become
/// literals in the code, and NSwag would fetch what a reference names; texts are escaped by the templates.
/// </summary>
public sealed class CheckSpec : Task
{
    private const int MaxDepth = 64;
    private const string Item = "[]";

    private static readonly Regex TypeName = new Regex("^[A-Z][A-Za-z0-9]*$");
    private static readonly Regex Identifier = new Regex("^[A-Za-z][A-Za-z0-9]*$");
    private static readonly Regex JsonName = new Regex("^[a-z][a-z0-9_]*$");
    private static readonly Regex Word = new Regex("^[A-Za-z0-9][A-Za-z0-9._-]*$");
    private static readonly Regex AddressPath = new Regex("^(/[A-Za-z0-9._{}-]+)+$");
    private static readonly Regex Status = new Regex("^([1-5][0-9][0-9]|default)$");
    private static readonly Regex LocalReference =
        new Regex("^#/components/(schemas|responses|parameters|headers)/[A-Za-z0-9._-]+$");

    private static readonly Regex Number = new Regex("^-?[0-9]{1,9}$");
    private static readonly Regex Flag = new Regex("^(true|false)$");
    private static readonly Regex PropertyType = new Regex("^(string|integer|boolean|object|array)$");
    private static readonly Regex ParameterType = new Regex("^(string|integer|boolean|object)$");
    private static readonly Regex Any = new Regex("");

    // What the keys of a mapping must be, and what the value of a key must be, wherever it is.
    private static readonly Dictionary<string, Regex> Keys = Known(
        (TypeName, "schemas"),
        (JsonName, "properties"),
        (AddressPath, "paths"),
        (Word, "responses headers parameters mapping x-model-families x-model-rules"),
        (Identifier, "securitySchemes"),
        (Any, "x-aliases"));

    private static readonly Dictionary<string, Regex> Values = Known(
        (TypeName, "x-enumNames"),
        (Identifier, "operationId title x-name"),
        (JsonName, "propertyName"),
        (Word, "name"),
        (Flag, "x-parameters"),
        (Any, "x-enumDescriptions x-suggested-value"));

    // What a family and a rule may have, and what is within these.
    private static readonly Dictionary<string, Regex> Family = Known(
        (Word, "models like"),
        (Flag, "unknown-values base64-only revises-prompts reports-usage"));

    private static readonly Dictionary<string, Regex> Rule = Known(
        (Flag, "not-blank trimmed"),
        (Number, "max-characters minimum maximum multiple-of max-side max-ratio min-pixels max-pixels"),
        (JsonName, "code parameter"),
        (Any, "values when unless except omitted needs dimensions pixels-unless"));

    /// <summary>The path of the spec.</summary>
    [Required]
    public string Spec { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            var yaml = new YamlStream();
            using (var reader = File.OpenText(Spec)) yaml.Load(reader);
            var root = yaml.Documents.Count == 1 ? yaml.Documents[0].RootNode as YamlMappingNode : null;
            if (root is null || !(Find(root, "openapi") is YamlScalarNode version) || !version.Value.StartsWith("3.0."))
            {
                Log.LogError(null, "SPEC001", null, Spec, 0, 0, 0, 0, "The spec is no OpenAPI 3.0 document.");
                return false;
            }

            Visit(root, new string[0]);
        }
        catch (YamlException e)
        {
            Log.LogError(null, "SPEC001", null, Spec, (int)e.Start.Line, (int)e.Start.Column, 0, 0, "{0}", e.Message);
        }

        return !Log.HasLoggedErrors;
    }

    private void Visit(YamlNode node, string[] path)
    {
        if (path.Length > MaxDepth)
        {
            Report(node, path, "is nested too deeply");
        }
        else if (node is YamlScalarNode scalar)
        {
            if (scalar.Value.Any(Breaks)) Report(node, path, "has a control character or a line separator");
        }
        else if (node is YamlSequenceNode sequence)
        {
            foreach (var item in sequence) Visit(item, path.Concat(new[] { Item }).ToArray());
        }
        else if (node is YamlMappingNode mapping)
        {
            foreach (var entry in mapping) Visit(mapping, entry.Key, entry.Value, path);
        }
    }

    private void Visit(YamlMappingNode parent, YamlNode key, YamlNode value, string[] path)
    {
        Visit(key, path);
        if (!(key is YamlScalarNode { Value: { } name }))
        {
            Report(key, path, "has a key that is no text");
            return;
        }

        var place = path.Concat(new[] { name }).ToArray();
        // In data as well: what a generator follows there is its own affair.
        if (name == "$ref") CheckValue(LocalReference, value, place);
        else if (!IsData(path)) CheckEntry(parent, name, key, value, path, place);
        Visit(value, place);
    }

    private void CheckEntry(
        YamlMappingNode parent, string name, YamlNode key, YamlNode value, string[] path, string[] place)
    {
        var owner = path.LastOrDefault();
        var names = owner is not null && Keys.TryGetValue(owner, out var found) ? found : null;
        if (IsWithin(path, "x-model-families", 1)) CheckKnown(Family, name, key, value, place);
        else if (IsWithin(path, "x-model-rules", 1)) CheckKnown(Rule, name, key, value, place);
        else if (names is not null) CheckText(names, key, name, place);
        else if (name == "<<") Report(key, place, "merges a mapping, which is not supported");
        else if (Values.TryGetValue(name, out var pattern)
            && owner != "info" && owner != "license" && owner != "contact")
        {
            CheckValue(pattern, value, place);
        }
        else if (name.StartsWith("x-") && !Keys.ContainsKey(name)) Report(key, place, "is an unknown extension");

        if (owner == "x-aliases") CheckValue(Any, value, place);
        if (owner == "mapping") CheckValue(LocalReference, value, place);
        if (name.StartsWith("x-") && Keys.ContainsKey(name) && !(value is YamlMappingNode))
        {
            Report(value, place, "must be a mapping");
        }

        if ((owner == "x-model-families" || owner == "x-model-rules") && !(value is YamlMappingNode))
        {
            Report(value, place, "must be a mapping");
        }

        if (owner == "responses" && path.Length > 2 && path[0] == "paths") CheckText(Status, key, name, place);
        if (name == "enum") CheckNames(parent, value, place);
        if (name == "properties") CheckTypes(parent, value, place);
    }

    private static Dictionary<string, Regex> Known(params (Regex Pattern, string Names)[] groups) => groups
        .SelectMany(group => group.Names.Split(' ').Select(name => (name, group.Pattern)))
        .ToDictionary(entry => entry.name, entry => entry.Pattern);

    /// <summary>A key of a rule or a family, or of what is within it.</summary>
    private void CheckKnown(
        Dictionary<string, Regex> known, string name, YamlNode key, YamlNode value, string[] place)
    {
        if (!known.TryGetValue(name, out var pattern)) Report(key, place, "is unknown");
        else if (name != "needs" && name != "dimensions" && name != "pixels-unless") CheckValue(pattern, value, place);
    }

    /// <summary>The types of properties for which the templates generate code.</summary>
    private void CheckTypes(YamlMappingNode schema, YamlNode properties, string[] place)
    {
        if (!(properties is YamlMappingNode mapping)) return;
        var types = Find(schema, "x-parameters") is null ? PropertyType : ParameterType;
        foreach (var property in mapping)
        {
            if (!(property.Value is YamlMappingNode value) || !(Find(value, "type") is YamlNode type)) continue;
            CheckValue(types, type, place.Concat(new[] { property.Key.ToString(), "type" }).ToArray());
        }
    }

    private void CheckNames(YamlMappingNode schema, YamlNode values, string[] place)
    {
        foreach (var extension in new[] { "x-enumNames", "x-enumDescriptions" })
        {
            var names = (Find(schema, extension) as YamlSequenceNode)?.Children.Count ?? 0;
            var count = (values as YamlSequenceNode)?.Children.Count ?? 0;
            if (names != count) Report(values, place, $"has {count} values, but {names} {extension}");
        }
    }

    private void CheckValue(Regex pattern, YamlNode value, string[] place)
    {
        var items = value is YamlSequenceNode sequence ? sequence.Children : new[] { value };
        foreach (var item in items)
        {
            if (item is YamlScalarNode scalar) CheckText(pattern, item, scalar.Value, place);
            else Report(item, place, "must be a text");
        }
    }

    private void CheckText(Regex pattern, YamlNode node, string text, string[] place)
    {
        if (!pattern.IsMatch(text) || (pattern != Any && text.EndsWith("\n")))
        {
            Report(node, place, $"is '{Shorten(text)}', which does not match {pattern}");
        }
    }

    private void Report(YamlNode node, string[] place, string problem) => Log.LogError(
        null, "SPEC001", null, Spec, (int)node.Start.Line, (int)node.Start.Column, 0, 0,
        "{0} {1}.", Shorten(string.Join("/", place)), problem);

    /// <summary>Whether a path leads into an example or a default: data, from which no code is generated.</summary>
    private static bool IsData(string[] path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            var isName = i > 0 && Keys.ContainsKey(path[i - 1]); // such as a property of that name
            if (!isName && (path[i] == "example" || path[i] == "examples" || path[i] == "default")) return true;
        }

        return false;
    }

    /// <summary>Whether a path leads below the entries of an extension.</summary>
    private static bool IsWithin(string[] path, string extension, int depth)
    {
        var index = Array.IndexOf(path, extension);
        return index >= 0 && path.Length > index + depth;
    }

    private static bool Breaks(char character) =>
        (char.IsControl(character) && character != '\n') || character == '\u2028' || character == '\u2029';

    private static string Shorten(string text)
    {
        var line = new string(text.Select(character => char.IsControl(character) ? ' ' : character).ToArray());
        return line.Length <= 200 ? line : line.Substring(0, 200) + "…";
    }

    private static YamlNode Find(YamlMappingNode mapping, string name) =>
        mapping.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;
}
