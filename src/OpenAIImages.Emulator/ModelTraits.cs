using OpenAIImages.Generated;

namespace OpenAIImages.Emulator;

/// <summary>
/// How a model answers, concluded from which parameters it takes. The rules of models stand in the spec alone, and the
/// library is asked for them; a model without rules takes everything.
/// </summary>
internal sealed class ModelTraits
{
    private readonly HashSet<string> _refused;

    public ModelTraits(ImageModel? model)
    {
        var question = new CreateImageRequest
        {
            Prompt = "?",
            Model = model,
            ResponseFormat = ImageResponseFormat.Uri,
            Style = ImageStyle.Vivid,
            Background = ImageBackground.Auto,
        };
        _refused = [.. RequestReader.FindViolations(question).Select(violation => violation.Parameter)];
    }

    /// <summary>It always answers in base64: it does not let the caller choose.</summary>
    public bool AnswersInBase64 => _refused.Contains("response_format");

    /// <summary>It rewrites the prompt, as the models do that are asked for a style, and says how.</summary>
    public bool RevisesPrompts => !_refused.Contains("style");

    /// <summary>It says which settings and tokens it used, as the models do that are asked for a background.</summary>
    public bool ReportsUsage => !_refused.Contains("background");

    /// <summary>It has rules, and refuses parameters that it does not know. Other models' servers may take more.</summary>
    public bool IsKnown => _refused.Count > 0;
}
