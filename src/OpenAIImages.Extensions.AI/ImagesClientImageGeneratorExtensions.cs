using System.Diagnostics.CodeAnalysis;
using OpenAIImages.Extensions.AI;
using OpenAIImages.Generated;

namespace Microsoft.Extensions.AI;

/// <summary>Extension methods that make an <see cref="IImageGenerator"/> of an <see cref="IImagesClient"/>.</summary>
[Experimental("MEAI001")]
public static class ImagesClientImageGeneratorExtensions
{
    /// <summary>Gets an <see cref="IImageGenerator"/> that calls a client.</summary>
    /// <remarks>
    /// <para>
    /// A parameter of the request has the first of these values that is set: that of the
    /// <see cref="CreateImageRequest"/> which <see cref="ImageGenerationOptions.RawRepresentationFactory"/> returns,
    /// and which does not change; that of <see cref="ImageGenerationOptions.AdditionalProperties"/> under the name of
    /// the parameter in JSON, such as <c>quality</c>; that of the other properties of
    /// <see cref="ImageGenerationOptions"/>; and, for the model, <paramref name="defaultModelId"/>. The prompt is that
    /// of the <see cref="ImageGenerationRequest"/>. Additional properties that the client does not know are sent as
    /// they are. The values are strings, booleans, numbers, null, JSON (<c>JsonElement</c>, <c>JsonNode</c>,
    /// <c>JToken</c>) and the client's own types, such as <see cref="ImageQuality"/>.
    /// </para>
    /// <para>
    /// <see cref="ImageGenerationOptions.ResponseFormat"/> is not sent to models that always return base64.
    /// <see cref="ImageGenerationOptions.StreamingCount"/> is ignored: an <see cref="IImageGenerator"/> cannot return
    /// previews, and they are charged. For previews, get the client by <c>GetService</c> and call
    /// <see cref="IImagesClient.CreateImageStreamAsync"/>.
    /// </para>
    /// <para>
    /// The contents of the response are <see cref="DataContent"/> with the media type of their bytes, and
    /// <see cref="UriContent"/>. Their <see cref="AIContent.AdditionalProperties"/> have, as far as the server sent
    /// them: <c>revised_prompt</c> (a string), <c>created</c> (a <see cref="DateTimeOffset"/>), <c>x-request-id</c> (a
    /// string), and <c>x-ratelimit-limit-*</c>, <c>x-ratelimit-remaining-*</c> (<see cref="long"/>) and
    /// <c>x-ratelimit-reset-*</c> (<see cref="TimeSpan"/>). The <see cref="ImagesResponse"/> is the
    /// <see cref="ImageGenerationResponse.RawRepresentation"/>. An image that the server sent empty is only there.
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
    /// The model, or on Azure the deployment, for requests that do not name one. The default is none.
    /// </param>
    /// <returns>The generator, which is safe to use from several threads at once.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    public static IImageGenerator AsIImageGenerator(this IImagesClient client, string? defaultModelId = null) =>
        new ImagesClientImageGenerator(client ?? throw new ArgumentNullException(nameof(client)), defaultModelId);
}
