namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>What most tests register and call.</summary>
internal static class TestServices
{
    /// <summary>Adds a client that sends its requests to the server, or nowhere.</summary>
    public static ServiceCollection AddClient(this ServiceCollection services, HttpMessageHandler? server = null)
    {
        var builder = services.AddImagesClient(options => options.ApiKey = ImageServer.Key);
        if (server is not null) builder.ConfigurePrimaryHttpMessageHandler(() => server);
        return services;
    }

    public static Task<ImagesResponse> CreateImageAsync(this IServiceProvider provider) =>
        provider.GetRequiredService<IImagesClient>().CreateImageAsync(ImageServer.Request());
}
