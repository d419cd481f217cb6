using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Emulator.Contract;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Page.Snippets;

/// <summary>A request as a command with <c>openai-images</c>.</summary>
internal static class CommandLineSnippet
{
    // As a prompt, this means: read the prompt from standard input.
    private const string StandardInput = "-";

    /// <summary>Writes the command.</summary>
    public static string Create(JObject request, SnippetTarget target)
    {
        var prompt = request[ParameterNames.Prompt]?.ToString() ?? string.Empty;
        // A single word could be a command, and text that begins with a dash could be an option.
        var isFirst = !prompt.StartsWith('-') && prompt.Any(char.IsWhiteSpace);
        var key = target.NeedsKey ? string.Empty : $"{SnippetTarget.KeyVariable}={SnippetTarget.AnyKey} ";
        var program = prompt == StandardInput ? $"printf %s {prompt} | {key}openai-images" : $"{key}openai-images";
        return string.Concat(Notes(request).Select(note => $"# {note}\n")) + Shell.Command([
            isFirst ? $"{program} {Shell.Quote(prompt)}" : program,
            $"--endpoint {target.Endpoint}",
            .. request.Properties().Where(property => property.Name != ParameterNames.Prompt)
                .SelectMany(property => Options(property, CreateImageRequest.Parameters, "--")),
            .. isFirst || prompt == StandardInput ? Array.Empty<string>() : [$"-- {Shell.Quote(prompt)}"],
        ]);
    }

    /// <summary>Returns how the request of the command line differs from this request.</summary>
    private static IEnumerable<string> Notes(JObject request)
    {
        foreach (var parameter in CreateImageRequest.Parameters)
        {
            if (parameter.SuggestedValue is { } suggested && !request.ContainsKey(parameter.Name))
            {
                yield return $"It adds --{parameter.Name} {suggested}.";
            }
        }

        if (request["stream"] is not JValue { Value: true } && request.ContainsKey("partial_images"))
        {
            yield return "It adds --stream, since it asks for previews.";
        }
    }

    private static IEnumerable<string> Options(
        JProperty property, IReadOnlyList<ImageParameter> parameters, string prefix)
    {
        var parameter = parameters.FirstOrDefault(it => it.Name == property.Name);
        if (parameter is null)
        {
            var assignment = $"{property.Name}={property.Value.ToString(Formatting.None)}";
            return [$"--set {Shell.Quote(assignment)}"];
        }

        var option = prefix + property.Name.Replace('_', '-');
        return property.Value is JObject group
            ? group.Properties().SelectMany(member => Options(member, parameter.Properties, option + "-"))
            : [option + Argument(property.Value)];
    }

    private static string Argument(JToken value)
    {
        if (value is JValue { Value: true }) return string.Empty; // the option needs no value
        var text = value.Type == JTokenType.String ? (string)value! : value.ToString(Formatting.None);
        return (text.StartsWith('-') ? "=" : " ") + Shell.Quote(text);
    }
}
