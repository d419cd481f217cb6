using System.CommandLine;
using System.CommandLine.Parsing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>The options that become parameters of the request: one for each, named as on the wire.</summary>
internal sealed class RequestOptions
{
    // The API wants a model to be named: what it defaults to has changed before. The build breaks once the spec drops this.
    private static readonly ImageModel DefaultModel = ImageModel.GptImage26Sunburst;

    private readonly Option<string?> _model = Options.Choice<ImageModel>(
        "--model", "The model, an Azure deployment, or a compatible server's own model. Known");

    private readonly Option<int?> _n = Options.Number("--n", "count", "How many images to draw");

    private readonly Option<string?> _size =
        Options.Choice<ImageSize>("--size", "Width and height in pixels, such as 1536x864. Known");

    private readonly Option<string?> _quality =
        Options.Choice<ImageQuality>("--quality", "How much work goes into the images");

    private readonly Option<string?> _style = Options.Choice<ImageStyle>("--style", "The look, with DALL·E");

    private readonly Option<string?> _responseFormat = Options.Choice<ImageResponseFormat>(
        "--response-format", "How the image travels, with DALL·E; the file is the same");

    private readonly Option<string?> _user = Options.Text("--user", "id", "An id of the end user");

    private readonly Option<string?> _background = Options.Choice<ImageBackground>("--background", "The background");

    private readonly Option<string?> _outputFormat =
        Options.Choice<ImageOutputFormat>("--output-format", "The file format");

    private readonly Option<int?> _outputCompression =
        Options.Number("--output-compression", "percent", "How much of the quality to keep when compressing");

    private readonly Option<string?> _moderation =
        Options.Choice<ImageModeration>("--moderation", "How strictly to moderate");

    private readonly Option<bool> _stream = new("--stream")
    {
        Description = "Receive the images as a stream of events",
    };

    private readonly Option<int?> _partialImages = Options.Number(
        "--partial-images", "count", "Stream, and write so many previews of each image as they come");

    private readonly Option<string?> _complexity = Options.Choice<ImageComplexity>("--complexity", "How much detail");

    private readonly Option<int?> _frameCount =
        Options.Number("--frame-count", "count", "How many frames an animated gif has");

    private readonly Option<int?> _frameDuration =
        Options.Number("--frame-duration-ms", "ms", "How long a gif shows each frame, in milliseconds");

    private readonly Option<string?> _svgModel =
        Options.Text("--svg-model", "name", "The language model that writes an svg");

    private readonly Option<string?> _svgEffort =
        Options.Text("--svg-reasoning-effort", "effort", "How much effort that model puts into reasoning");

    private readonly Option<string?> _safetyIdentifier =
        Options.Text("--safety-identifier", "id", "A stable id of the end user, without personal data");

    private readonly Option<string[]> _set = new("--set")
    {
        Description =
            "A parameter of a compatible server, such as seed=7; the value is JSON, or else a string. Repeatable",
        HelpName = "name=value",
    };

    public RequestOptions()
    {
        _model.Aliases.Add("-m");
        _model.DefaultValueFactory = _ => DefaultModel.ToString();
        _set.Validators.Add(CheckAssignments);
    }

    public IEnumerable<Option> All =>
    [
        _model, _n, _size, _quality, _style, _responseFormat, _user, _background, _outputFormat, _outputCompression,
        _moderation, _stream, _partialImages, _complexity, _frameCount, _frameDuration, _svgModel, _svgEffort,
        _safetyIdentifier, _set,
    ];

    /// <summary>The request; what was not given is not set.</summary>
    public CreateImageRequest Read(ParseResult parsed, string prompt)
    {
        var request = new CreateImageRequest
        {
            Prompt = prompt,
            Model = parsed.GetValue(_model),
            N = parsed.GetValue(_n),
            Size = parsed.GetValue(_size),
            Quality = parsed.GetValue(_quality),
            Style = parsed.GetValue(_style),
            ResponseFormat = parsed.GetValue(_responseFormat),
            User = parsed.GetValue(_user),
            Background = parsed.GetValue(_background),
            OutputFormat = parsed.GetValue(_outputFormat),
            OutputCompression = parsed.GetValue(_outputCompression),
            Moderation = parsed.GetValue(_moderation),
            PartialImages = parsed.GetValue(_partialImages),
            Complexity = parsed.GetValue(_complexity),
            FrameCount = parsed.GetValue(_frameCount),
            FrameDurationMs = parsed.GetValue(_frameDuration),
            Svg = ReadSvg(parsed),
            SafetyIdentifier = parsed.GetValue(_safetyIdentifier),
            Stream = parsed.GetValue(_stream) || parsed.GetValue(_partialImages) is not null ? true : null,
        };
        foreach (var assignment in parsed.GetValue(_set) ?? [])
        {
            var (name, value) = Split(assignment);
            request.AdditionalProperties[name] = ReadValue(value);
        }
        return request;
    }

    private SvgOptions? ReadSvg(ParseResult parsed)
    {
        var (model, effort) = (parsed.GetValue(_svgModel), parsed.GetValue(_svgEffort));
        if (model is null && effort is null)
            return null;
        return new SvgOptions
        {
            Model = model!, // when it is missing, validation says so
            Reasoning = effort is null ? null : new SvgReasoning { Effort = effort },
        };
    }

    private static void CheckAssignments(OptionResult result)
    {
        foreach (var token in result.Tokens)
        {
            if (token.Value.IndexOf('=', StringComparison.Ordinal) < 1)
                result.AddError($"--set wants name=value, not '{token.Value}'.");
        }
    }

    private static (string Name, string Value) Split(string assignment)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        return (assignment[..equals], assignment[(equals + 1)..]);
    }

    /// <summary>Reads JSON as the standard has it; anything else is a text as it is.</summary>
    private static JToken ReadValue(string text)
    {
        try
        {
            using var json = System.Text.Json.JsonDocument.Parse(text);
            var settings = new JsonSerializerSettings { DateParseHandling = DateParseHandling.None };
            return JsonConvert.DeserializeObject<JToken>(text, settings) ?? JValue.CreateNull();
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or JsonException)
        {
            return new JValue(text);
        }
    }
}
