using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>
/// The options that set parameters of the request: one for each parameter in the spec, and <c>--set</c>.
/// </summary>
internal sealed partial class RequestOptions
{
    // The prompt is an argument, not an option.
    private const string Prompt = "prompt";

    private static readonly JsonSerializerSettings Settings = new() { DateParseHandling = DateParseHandling.None };

    private readonly List<ParameterOption> _parameters;

    private readonly Option<string[]> _set = new("--set")
    {
        Description =
            "A parameter of a compatible server, such as seed=7. The value is JSON or a string. Repeatable",
        HelpName = "name=value",
    };

    /// <param name="others">The options that are not parameters of the request.</param>
    /// <param name="except">The names of parameters that have no option.</param>
    public RequestOptions(IEnumerable<Option> others, params string[] except)
    {
        var taken = others.Append(_set).Select(option => option.Name).ToHashSet();
        taken.UnionWith(["--help", "--version"]);
        string[] excluded = [Prompt, .. except];
        var parameters = CreateImageRequest.Parameters.Where(parameter => !excluded.Contains(parameter.Name));
        _parameters = [.. parameters.SelectMany(parameter => ParameterOption.Create(parameter, taken))];
        _parameters.Find(parameter => parameter.Option.Name == "--model")?.Option.Aliases.Add("-m");
        _set.Validators.Add(CheckAssignments);
    }

    public IEnumerable<Option> All => [.. _parameters.Select(parameter => parameter.Option), _set];

    /// <summary>Creates the request; parameters that are not given are not set.</summary>
    public CreateImageRequest Read(ParseResult parsed, string? prompt)
    {
        var json = new JObject();
        foreach (var parameter in _parameters) parameter.AddTo(json, parsed);
        var request = JsonConvert.DeserializeObject<CreateImageRequest>(json.ToString(), Settings)!;
        if (prompt is not null) request.Prompt = prompt;
        if (request.PartialImages is not null) request.Stream = true;
        foreach (var assignment in parsed.GetValue(_set) ?? [])
        {
            var (name, value) = Split(assignment);
            request.AdditionalProperties[name] = ReadValue(value);
        }

        return request;
    }

    /// <summary>Returns the option for a parameter, or the parameter if there is none.</summary>
    public string GetOptionName(string parameter) =>
        _parameters.Find(option => option.ParameterName == parameter)?.Option.Name ?? parameter;

    /// <summary>Returns the message of a violation with the options instead of the parameters.</summary>
    public string GetOptionMessage(ImageRequestViolation violation)
    {
        var message = ParameterNames().Replace(violation.Message, match => GetOptionName(match.Value));
        // A single word, such as size, may also be an ordinary word of the message.
        var parameter = $@"(?<=^|takes? ){Regex.Escape(violation.Parameter)}(?=[ .])";
        return Regex.Replace(message, parameter, _ => GetOptionName(violation.Parameter));
    }

    private static void CheckAssignments(OptionResult result)
    {
        foreach (var token in result.Tokens)
        {
            if (token.Value.IndexOf('=', StringComparison.Ordinal) < 1)
            {
                result.AddError($"--set requires name=value, not '{token.Value}'.");
            }
        }
    }

    private static (string Name, string Value) Split(string assignment)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        return (assignment[..equals], assignment[(equals + 1)..]);
    }

    [GeneratedRegex("[a-z]+(?:[_.][a-z]+)+")]
    private static partial Regex ParameterNames();

    /// <summary>Reads standard JSON; anything else is a string.</summary>
    private static JToken ReadValue(string text)
    {
        try
        {
            using var json = System.Text.Json.JsonDocument.Parse(text);
            return JsonConvert.DeserializeObject<JToken>(text, Settings) ?? JValue.CreateNull();
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or JsonException)
        {
            return new JValue(text);
        }
    }
}
