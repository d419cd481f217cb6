using System.Diagnostics.CodeAnalysis;
using System.Drawing;
using Microsoft.Extensions.AI;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Extensions.AI;

/// <summary>Converts a request and options of Microsoft.Extensions.AI to a request of the client.</summary>
[Experimental("MEAI001")]
internal static class RequestMapper
{
    /// <exception cref="NotSupportedException">
    /// The request asks for something that the API does not support.
    /// </exception>
    /// <exception cref="ArgumentException">An option does not fit.</exception>
    public static CreateImageRequest Map(
        IImageGenerator generator,
        ImageGenerationRequest request,
        ImageGenerationOptions? options,
        string? defaultModelId)
    {
        if (request.OriginalImages?.Any() == true)
        {
            throw new NotSupportedException(
                "Editing images is not supported: the client creates images from a prompt only. OriginalImages must be "
                + "null or empty.");
        }

        var responseFormat = ToResponseFormat(options?.ResponseFormat);
        var result = CreateBase(options?.RawRepresentationFactory?.Invoke(generator), options?.AdditionalProperties);
        if (request.Prompt is { } prompt) result.Prompt = prompt;
        result.Model ??= (ImageModel?)(options?.ModelId ?? defaultModelId);
        result.N ??= options?.Count;
        result.Size ??= ToSize(options?.ImageSize);
        result.OutputFormat ??= MediaTypes.ToOutputFormat(options?.MediaType);
        if (!ReturnsBase64Only(result.Model)) result.ResponseFormat ??= responseFormat;
        return result;
    }

    /// <summary>Returns a copy of the raw request, and adds the additional properties that it does not set.</summary>
    private static CreateImageRequest CreateBase(object? raw, AdditionalPropertiesDictionary? properties)
    {
        var json = (JObject)ParameterValues.Parse((raw as CreateImageRequest ?? new()).ToJson());
        var names = ParameterValues.AddTo(json, properties);
        var result = CreateImageRequest.FromJson(json.ToString(Formatting.None));
        // A whole number that is too large for its property remains an additional property.
        var misfit = names.Find(result.AdditionalProperties.ContainsKey);
        return misfit is null ? result : throw ParameterValues.CreateException(misfit, "is out of range");
    }

    private static ImageResponseFormat? ToResponseFormat(ImageGenerationResponseFormat? format) => format switch
    {
        null => default(ImageResponseFormat?),
        ImageGenerationResponseFormat.Uri => ImageResponseFormat.Uri,
        ImageGenerationResponseFormat.Data => ImageResponseFormat.Bytes,
        _ => throw new NotSupportedException(
            $"The response format {format} is not supported: images are returned as data or as URIs."),
    };

    private static ImageSize? ToSize(Size? size) => size switch
    {
        // As the documentation of Microsoft.Extensions.AI says, an empty size is the provider's default.
        null or { IsEmpty: true } => default(ImageSize?),
        { Width: > 0, Height: > 0 } => new ImageSize(size.Value.Width, size.Value.Height),
        _ => throw new ArgumentException("The width and the height of ImageSize must be positive."),
    };

    private static bool ReturnsBase64Only(ImageModel? model) =>
        model is { } known && ImageModelTraits.For(known)?.ReturnsBase64Only == true;
}
