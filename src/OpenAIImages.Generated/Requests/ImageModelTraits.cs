using OpenAIImages.Generated.Requests;

namespace OpenAIImages.Generated;

/// <summary>Describes how the models of one family respond, according to the spec.</summary>
public sealed class ImageModelTraits
{
    private ImageModelTraits(ModelRuleSet rules)
    {
        ReturnsBase64Only = rules.ReturnsBase64Only;
        RevisesPrompts = rules.RevisesPrompts;
        ReportsUsage = rules.ReportsUsage;
    }

    /// <summary>Gets whether the model always returns the bytes of an image, and never a URL.</summary>
    public bool ReturnsBase64Only { get; }

    /// <summary>Gets whether the model rewrites the prompt; see <see cref="Image.RevisedPrompt"/>.</summary>
    public bool RevisesPrompts { get; }

    /// <summary>
    /// Gets whether the model reports the tokens and settings that it used, such as <see cref="ImagesResponse.Usage"/>.
    /// </summary>
    public bool ReportsUsage { get; }

    /// <summary>Gets the traits of a model.</summary>
    /// <param name="model">The model, or a dated snapshot of it.</param>
    /// <returns>The traits; null for a model that the spec does not know.</returns>
    public static ImageModelTraits? For(ImageModel model) =>
        ModelRuleSet.For(model.ToString()) is { } rules ? new ImageModelTraits(rules) : null;
}
