using System.CommandLine;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>The option for a parameter of the request, created from what the spec says about it.</summary>
internal sealed class ParameterOption
{
    private readonly string[] _path;
    private readonly Func<ParseResult, JToken?> _read;

    private ParameterOption(ImageParameter parameter, string[] path, string name)
    {
        _path = path;
        var description = parameter.Description.Replace("`", string.Empty, StringComparison.Ordinal);
        switch (parameter.Kind)
        {
            case ImageParameterKind.Number:
                var number = Options.Number(name, "number", description);
                _read = parsed => parsed.GetValue(number) is { } value ? new JValue(value) : null;
                Option = number;
                break;
            case ImageParameterKind.Flag:
                var flag = new Option<bool>(name) { Description = description };
                _read = parsed => parsed.GetResult(flag) is { Implicit: false }
                    ? new JValue(parsed.GetValue(flag))
                    : null;
                Option = flag;
                break;
            default:
                if (parameter.KnownValues.Count > 0)
                {
                    description += $" Known values: {string.Join(", ", parameter.KnownValues)}.";
                }

                var text = Options.Text(name, name.Split('-')[^1], description);
                if (parameter.SuggestedValue is { } suggested) text.DefaultValueFactory = _ => suggested;
                _read = parsed => parsed.GetValue(text) is { } value ? new JValue(value) : null;
                Option = text;
                break;
        }
    }

    public Option Option { get; }

    /// <summary>Gets the name of the parameter, as used in violations.</summary>
    public string ParameterName => string.Join('.', _path);

    /// <summary>Creates an option for a parameter, or one for each parameter of a group.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="taken">The names of options that are not parameters.</param>
    /// <param name="groups">The names of the groups that the parameter is in, starting with the outermost.</param>
    public static IEnumerable<ParameterOption> Create(
        ImageParameter parameter, IReadOnlySet<string> taken, params string[] groups)
    {
        string[] path = [.. groups, parameter.Name];
        if (parameter.Kind == ImageParameterKind.Group)
        {
            return parameter.Properties.SelectMany(property => Create(property, taken, path));
        }

        var words = string.Join('-', path).Replace('_', '-');
        var name = taken.Contains($"--{words}") ? $"--request-{words}" : $"--{words}";
        return [new ParameterOption(parameter, path, name)];
    }

    /// <summary>Adds the value to the JSON of a request, if the option is given.</summary>
    public void AddTo(JObject request, ParseResult parsed)
    {
        if (_read(parsed) is not { } value) return;
        var parent = request;
        foreach (var group in _path.SkipLast(1))
        {
            parent[group] ??= new JObject();
            parent = (JObject)parent[group]!;
        }

        parent[_path[^1]] = value;
    }
}
