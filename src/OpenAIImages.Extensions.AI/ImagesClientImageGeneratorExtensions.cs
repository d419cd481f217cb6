using System.Diagnostics.CodeAnalysis;
using OpenAIImages.Extensions.AI;
using OpenAIImages.Generated;

namespace Microsoft.Extensions.AI;

/// <summary>
/// Extension methods that create an <see cref="IImageGenerator"/> for an <see cref="IImagesClient"/>.
/// </summary>
[Experimental("MEAI001")]
public static class ImagesClientImageGeneratorExtensions
{
    /// <summary>Gets an <see cref="IImageGenerator"/> that calls a client.</summary>
    /// <remarks>
    /// <para>
    /// The value of a parameter is taken from the first of these sources that sets it: the
    /// <see cref="CreateImageRequest"/> that <see cref="ImageGenerationOptions.RawRepresentationFactory"/> returns,
    /// which is not modified; <see cref="ImageGenerationOptions.AdditionalProperties"/>, by the JSON name of the
    /// parameter, such as <c>quality</c>; the other properties of <see cref="ImageGenerationOptions"/>; and, for the
    /// model, <paramref name="defaultModelId"/>. The prompt is taken from the <see cref="ImageGenerationRequest"/>.
    /// Unknown additional properties are sent unchanged. The values can be strings, booleans, numbers, null, JSON
    /// (<c>JsonElement</c>, <c>JsonNode</c>, <c>JToken</c>) and the client's own types, such as
    /// <see cref="ImageQuality"/>.
    /// </para>
    /// <para>
    /// <see cref="ImageGenerationOptions.ResponseFormat"/> is not sent to models that always return base64.
    /// <see cref="ImageGenerationOptions.StreamingCount"/> is ignored: an <see cref="IImageGenerator"/> cannot return
    /// previews, but they are charged. For previews, get the client with <c>GetService</c> and call
    /// <see cref="IImagesClient.CreateImageStreamAsync"/>.
    /// </para>
    /// <para>
    /// The contents of the response are <see cref="DataContent"/> with the media type of their bytes, and
    /// <see cref="UriContent"/>. If the server sent them, their <see cref="AIContent.AdditionalProperties"/> contain:
    /// <c>revised_prompt</c> (a string), <c>created</c> (a <see cref="DateTimeOffset"/>), <c>x-request-id</c> (a
    /// string), and <c>x-ratelimit-limit-*</c>, <c>x-ratelimit-remaining-*</c> (<see cref="long"/>) and
    /// <c>x-ratelimit-reset-*</c> (<see cref="TimeSpan"/>). The <see cref="ImagesResponse"/> is the
    /// <see cref="ImageGenerationResponse.RawRepresentation"/>. An empty image is contained only in
    /// <see cref="ImageGenerationResponse.RawRepresentation"/>.
    /// </para>
    /// <para>
    /// <see cref="IImageGenerator.GenerateAsync"/> throws what
    /// <see cref="IImagesClient.CreateImageAsync(CreateImageRequest, CancellationToken)"/> throws. Before anything is
    /// sent, it throws a <see cref="NotSupportedException"/> if there are
    /// <see cref="ImageGenerationRequest.OriginalImages"/> or the response format is
    /// <see cref="ImageGenerationResponseFormat.Hosted"/>, and an <see cref="ArgumentException"/> for an option that
    /// does not fit. Disposing the generator does not dispose the client.
    /// </para>
    /// </remarks>
    /// <param name="client">The client.</param>
    /// <param name="defaultModelId">
    /// The model, or on Azure the deployment, for requests that do not specify one. The default is null.
    /// </param>
    /// <returns>The generator, which is thread-safe.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    public static IImageGenerator AsIImageGenerator(this IImagesClient client, string? defaultModelId = null) =>
        new ImagesClientImageGenerator(client ?? throw new ArgumentNullException(nameof(client)), defaultModelId);
}
