using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using OpenAIImages.Generated;
using OpenAIImages.Generated.Diagnostics;

namespace OpenAIImages.Extensions.AI;

/// <summary>An <see cref="IImageGenerator"/> that calls an <see cref="IImagesClient"/>.</summary>
[Experimental("MEAI001")]
internal sealed class ImagesClientImageGenerator : IImageGenerator
{
    private readonly IImagesClient _client;
    private readonly Uri? _endpoint;
    private readonly ImageGeneratorMetadata _metadata;

    public ImagesClientImageGenerator(IImagesClient client, string? defaultModelId)
    {
        _client = client;
        // Without the query, which may contain the key of a gateway and is logged at the level Trace.
        _endpoint = (client as ImagesClient)?.Endpoint.GetLeftPart(UriPartial.Path) is { } path
            ? new Uri(path.TrimEnd('/') + "/")
            : null;
        var provider = _endpoint is null ? null : ProviderName.Of(_endpoint.IdnHost);
        _metadata = new ImageGeneratorMetadata(provider, _endpoint, defaultModelId);
    }

    public async Task<ImageGenerationResponse> GenerateAsync(
        ImageGenerationRequest request,
        ImageGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        _ = request ?? throw new ArgumentNullException(nameof(request));
        var createRequest = RequestMapper.Map(this, request, options, _metadata.DefaultModelId);
        var response = await _client.CreateImageAsync(createRequest, cancellationToken).ConfigureAwait(false);
        return ResponseMapper.Map(response, createRequest.OutputFormat, _endpoint);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        _ = serviceType ?? throw new ArgumentNullException(nameof(serviceType));
        return serviceKey is not null ? null
            : serviceType == typeof(ImageGeneratorMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(_client) ? _client
            : null;
    }

    /// <summary>Does nothing: the caller disposes the client.</summary>
    public void Dispose()
    {
    }
}
