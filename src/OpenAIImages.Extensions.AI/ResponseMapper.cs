using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using OpenAIImages.Generated;

namespace OpenAIImages.Extensions.AI;

/// <summary>Converts a response of the client to a response of Microsoft.Extensions.AI.</summary>
/// <remarks>The images are already paid for, so other data that a server sends must not cause an exception.</remarks>
[Experimental("MEAI001")]
internal static class ResponseMapper
{
    private const string RevisedPrompt = "revised_prompt";
    private const string Created = "created";
    private const string RequestId = "x-request-id";
    private const string RateLimit = "x-ratelimit-";

    /// <param name="response">The response.</param>
    /// <param name="requestedFormat">The requested format, if any.</param>
    /// <param name="endpoint">The endpoint that relative addresses are resolved against, if it is known.</param>
    public static ImageGenerationResponse Map(
        ImagesResponse response, ImageOutputFormat? requestedFormat, Uri? endpoint)
    {
        var mediaType = response.OutputFormat?.MediaType ?? requestedFormat?.MediaType;
        var contents = new List<AIContent>(response.Data.Count);
        foreach (var image in response.Data)
        {
            if (CreateContent(image, mediaType, endpoint) is not { } content) continue;
            content.RawRepresentation = image;
            content.AdditionalProperties = CreateProperties(image, response);
            contents.Add(content);
        }

        return new ImageGenerationResponse(contents)
        {
            RawRepresentation = response,
            Usage = UsageMapper.Map(response),
        };
    }

    /// <summary>Returns the content for an image; null if the image is empty.</summary>
    private static AIContent? CreateContent(Image image, string? mediaType, Uri? endpoint)
    {
        if (image.Bytes is { Length: > 0 } bytes)
        {
            return new DataContent(bytes, image.MediaType ?? mediaType ?? MediaTypes.AnyImage);
        }

        if (image.Url is not { } url) return null;
        var address = endpoint is not null && Uri.TryCreate(endpoint, url, out var absolute) ? absolute : url;
        var content = new UriContent(address, mediaType);
        if (!content.HasTopLevelMediaType(MediaTypes.Image)) content.MediaType = MediaTypes.AnyImage;
        return content;
    }

    private static AdditionalPropertiesDictionary? CreateProperties(Image image, ImagesResponse response)
    {
        var properties = new AdditionalPropertiesDictionary();
        Add(properties, RevisedPrompt, image.RevisedPrompt);
        Add(properties, Created, ToTime(response.Created));
        Add(properties, RequestId, response.Metadata.RequestId);
        var limits = response.Metadata.RateLimits;
        Add(properties, "requests", limits.Requests);
        Add(properties, "tokens", limits.Tokens);
        Add(properties, "input-images", limits.InputImages);
        return properties.Count > 0 ? properties : null;
    }

    private static void Add(AdditionalPropertiesDictionary properties, string name, RateLimit? limit)
    {
        Add(properties, $"{RateLimit}limit-{name}", limit?.Limit);
        Add(properties, $"{RateLimit}remaining-{name}", limit?.Remaining);
        Add(properties, $"{RateLimit}reset-{name}", limit?.Reset);
    }

    private static void Add(AdditionalPropertiesDictionary properties, string name, object? value)
    {
        if (value is not null) properties[name] = value;
    }

    private static DateTimeOffset? ToTime(long? unixSeconds)
    {
        if (unixSeconds is not { } seconds) return null;
        var isInRange = seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds()
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        return isInRange ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }
}
