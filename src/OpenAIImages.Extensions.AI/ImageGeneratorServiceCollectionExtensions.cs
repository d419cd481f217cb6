using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using OpenAIImages.Generated;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that register an <see cref="IImageGenerator"/> for a registered client.</summary>
[Experimental("MEAI001")]
public static class ImageGeneratorServiceCollectionExtensions
{
    /// <summary>
    /// Registers a singleton <see cref="IImageGenerator"/> that calls the registered <see cref="IImagesClient"/>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="defaultModelId">
    /// The model, or on Azure the deployment, for requests that do not specify one. The default is null.
    /// </param>
    /// <returns>A builder that adds telemetry, logging or options around the generator.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static ImageGeneratorBuilder AddImageGenerator(
        this IServiceCollection services, string? defaultModelId = null)
    {
        _ = services ?? throw new ArgumentNullException(nameof(services));
        return services.AddImageGenerator(
            provider => provider.GetRequiredService<IImagesClient>().AsIImageGenerator(defaultModelId));
    }

    /// <summary>
    /// Registers a singleton <see cref="IImageGenerator"/> with a service key. It calls the <see cref="IImagesClient"/>
    /// that is registered with the same key.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key of both services.</param>
    /// <param name="defaultModelId">
    /// The model, or on Azure the deployment, for requests that do not specify one. The default is null.
    /// </param>
    /// <returns>A builder that adds telemetry, logging or options around the generator.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static ImageGeneratorBuilder AddKeyedImageGenerator(
        this IServiceCollection services, object? serviceKey, string? defaultModelId = null)
    {
        _ = services ?? throw new ArgumentNullException(nameof(services));
        return services.AddKeyedImageGenerator(
            serviceKey,
            provider => provider.GetRequiredKeyedService<IImagesClient>(serviceKey).AsIImageGenerator(defaultModelId));
    }
}
