namespace OpenAIImages.Generated;

public partial class ImageGenCompletedEvent
{
    /// <summary>Finds the image, even in the wrong property.</summary>
    internal void Normalize()
    {
        var image = new Image { Bytes = Bytes, Url = Url };
        image.Take(AdditionalProperties);
        image.Normalize();
        Bytes = image.Bytes;
        Url = image.Url;
        if (image.HasAdditionalProperties)
        {
            foreach (var property in image.AdditionalProperties) AdditionalProperties[property.Key] = property.Value;
        }

        if (image.RevisedPrompt is { } prompt) AdditionalProperties[Image.JsonNames.RevisedPrompt] = prompt;
    }
}
