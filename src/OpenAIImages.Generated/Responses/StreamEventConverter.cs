namespace OpenAIImages.Generated.Responses;

/// <summary>Converts between the two forms of a response: a list of images, and events.</summary>
internal static class StreamEventConverter
{
    /// <summary>Returns an event for each image of a response.</summary>
    public static IEnumerable<ImageGenCompletedEvent> ToEvents(ImagesResponse response)
    {
        // The usage is that of all images. Only one event has it, so that a sum over the events is correct.
        var usage = response.Usage;
        foreach (var image in response.Data)
        {
            if (!image.HasSource) continue;
            var item = new ImageGenCompletedEvent
            {
                Bytes = image.Bytes,
                Url = image.Url,
                CreatedAt = response.Created,
                Size = response.Size,
                Quality = response.Quality,
                Background = response.Background,
                OutputFormat = response.OutputFormat,
                SafetyIdentifier = response.SafetyIdentifier,
                Usage = usage,
            };
            usage = null;
            foreach (var property in response.AdditionalProperties.Concat(image.AdditionalProperties))
            {
                item.AdditionalProperties[property.Key] = property.Value;
            }

            if (image.RevisedPrompt is { } prompt) item.AdditionalProperties[Image.JsonNames.RevisedPrompt] = prompt;
            yield return item;
        }
    }

    /// <summary>Adds the image and the other properties of an event to a response.</summary>
    public static void Add(ImagesResponse response, ImageGenCompletedEvent item)
    {
        var image = new Image { Bytes = item.Bytes, Url = item.Url, OutputFormat = item.OutputFormat };
        if (item.AdditionalProperties.TryGetValue(Image.JsonNames.RevisedPrompt, out var prompt))
        {
            image.RevisedPrompt = prompt?.ToString();
        }

        response.Data.Add(image);
        response.Created ??= item.CreatedAt;
        response.Size ??= item.Size;
        response.Quality ??= item.Quality;
        response.Background ??= item.Background;
        response.OutputFormat ??= item.OutputFormat;
        response.SafetyIdentifier ??= item.SafetyIdentifier;
        response.Usage = Sum(response.Usage, item.Usage);
    }

    private static ImageUsage? Sum(ImageUsage? one, ImageUsage? other) =>
        one is null || other is null
            ? one ?? other
            : new ImageUsage
            {
                InputTokens = one.InputTokens + other.InputTokens,
                OutputTokens = one.OutputTokens + other.OutputTokens,
                TotalTokens = one.TotalTokens + other.TotalTokens,
                InputTokensDetails = Sum(one.InputTokensDetails, other.InputTokensDetails),
                OutputTokensDetails = Sum(one.OutputTokensDetails, other.OutputTokensDetails),
            };

    private static ImageTokensDetails? Sum(ImageTokensDetails? one, ImageTokensDetails? other) =>
        one is null || other is null
            ? one ?? other
            : new ImageTokensDetails
            {
                TextTokens = one.TextTokens + other.TextTokens,
                ImageTokens = one.ImageTokens + other.ImageTokens,
            };
}
