using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Batch.List;

/// <summary>Creates a request from a line: adds the defaults, and checks the result.</summary>
internal sealed class RequestBuilder
{
    private static readonly Dictionary<string, ImageParameter> Parameters =
        CreateImageRequest.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);

    private readonly JObject _defaults;
    private readonly bool _validates;

    public RequestBuilder(ImageBatchListOptions options)
    {
        // Texts that look like dates stay texts.
        using var reader = new JsonTextReader(new StringReader(options.Defaults?.ToJson() ?? "{}"))
        {
            DateParseHandling = DateParseHandling.None,
        };
        _defaults = JObject.Load(reader);
        _validates = options.ValidateRequests;
    }

    /// <summary>Creates the request of a line.</summary>
    public CreateImageRequest Create(ParsedLine line)
    {
        var whole = (JObject)line.Body.DeepClone();
        foreach (var property in _defaults.Properties())
        {
            if (!whole.ContainsKey(property.Name)) whole[property.Name] = property.Value.DeepClone();
        }

        var request = CreateImageRequest.FromJson(whole.ToString(Formatting.None));
        // The file name of a line overrides a default. A model draws png anyway.
        if (OutputName.GetFormat(line.Output) is { } format
            && CreateImageRequest.FromJson(line.Body.ToString(Formatting.None)).OutputFormat is null)
        {
            request.OutputFormat = format == ImageOutputFormat.Png ? default(ImageOutputFormat?) : format;
        }

        return request;
    }

    /// <summary>Adds everything that is wrong with the request of a line.</summary>
    public void Check(ParsedLine line, CreateImageRequest request, Action<string, string?> addFault)
    {
        var before = 0;
        CheckTypes(line.Body, string.Empty, Parameters, (message, parameter) =>
        {
            before++;
            addFault(message, parameter);
        });
        if (request.Stream == true) addFault("stream is not supported in lists.", "stream");
        if (before > 0 || !_validates) return;
        if (request.OutputFormat is { } format && OutputName.GetFormat(line.Output) is { } named && named != format)
        {
            addFault($"output has an extension that does not match {format}.", "output");
        }

        try
        {
            request.Validate();
        }
        catch (ImageRequestException failure)
        {
            foreach (var violation in failure.Violations) addFault(violation.Message, violation.Parameter);
        }
    }

    // The models read JSON leniently: n 1.5 would become 1.
    private static void CheckTypes(
        JObject body,
        string path,
        Dictionary<string, ImageParameter> parameters,
        Action<string, string?> addFault)
    {
        foreach (var property in body.Properties())
        {
            if (!parameters.TryGetValue(property.Name, out var parameter)) continue;
            var (type, words) = parameter.Kind switch
            {
                ImageParameterKind.Number => (JTokenType.Integer, "a whole number"),
                ImageParameterKind.Flag => (JTokenType.Boolean, "true or false"),
                ImageParameterKind.Group => (JTokenType.Object, "an object"),
                _ => (JTokenType.String, "a text"),
            };
            var name = path + property.Name;
            if (property.Value.Type == JTokenType.Null) continue;
            if (property.Value.Type != type)
            {
                addFault($"{name} must be {words}.", name);
            }
            else if (property.Value is JObject group)
            {
                CheckTypes(group, name + ".", parameter.Properties.ToDictionary(it => it.Name), addFault);
            }
        }
    }
}
