namespace OpenAIImages.Generated;

public partial class ImageGenCompletedEvent
{
    /// <summary>Decodes a <c>data:</c> URL.</summary>
    internal void Normalize()
    {
        var image = new Image { Bytes = Bytes, Url = Url };
        image.Take(AdditionalProperties);
        image.Normalize();
        Bytes = image.Bytes;
        Url = image.Url;
        if (image.RevisedPrompt is { } prompt) AdditionalProperties[Image.JsonNames.RevisedPrompt] = prompt;
    }
}
