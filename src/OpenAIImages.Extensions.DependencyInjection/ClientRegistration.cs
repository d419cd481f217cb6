using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using OpenAIImages.Generated;

namespace OpenAIImages.Extensions.DependencyInjection;

/// <summary>Registers the parts of a client, once for each key.</summary>
internal static class ClientRegistration
{
    /// <param name="services">The services.</param>
    /// <param name="key">The service key; null for the client without a key.</param>
    public static IHttpClientBuilder Add(IServiceCollection services, string? key)
    {
        var name = key ?? nameof(ImagesClient);
        var optionsName = key ?? Options.DefaultName;
        var builder = services.AddHttpClient(name);
        // A second registration only adds to the options: handlers must not be added twice.
        if (services.Any(service => IsValidator(service, optionsName))) return builder;

        AddOptions(services, optionsName);
        ClientHandlers.Configure(builder, optionsName);
        if (key is null)
        {
            services.TryAddSingleton(provider => CreateClient(provider, name, optionsName));
            services.TryAddSingleton<IImagesClient>(provider => provider.GetRequiredService<ImagesClient>());
        }
        else
        {
            services.TryAddKeyedSingleton(key, (provider, _) => CreateClient(provider, name, optionsName));
            services.TryAddKeyedSingleton<IImagesClient>(
                key, (provider, _) => provider.GetRequiredKeyedService<ImagesClient>(key));
        }

        return builder;
    }

    private static bool IsValidator(ServiceDescriptor service, string optionsName) =>
        !service.IsKeyedService
        && service.ImplementationInstance is ImagesClientOptionsValidator validator
        && validator.OptionsName == optionsName;

    private static void AddOptions(IServiceCollection services, string optionsName)
    {
        services.TryAddSingleton<ClientOptionsCache>();
        services.AddSingleton<IValidateOptions<ImagesClientOptions>>(new ImagesClientOptionsValidator(optionsName));
        services.AddOptionsWithValidateOnStart<ImagesClientOptions>(optionsName)
            .Configure<IServiceProvider>(static (options, provider) =>
            {
                // Before the configuration of the application, which may set another clock.
                if (options.TimeProvider == TimeProvider.System && provider.GetService<TimeProvider>() is { } time)
                {
                    options.TimeProvider = time;
                }
            })
            .PostConfigure(static options => options.AddEnvironment());
    }

    private static ImagesClient CreateClient(IServiceProvider provider, string name, string optionsName)
    {
        var options = provider.GetRequiredService<ClientOptionsCache>().Get(optionsName);
        var factory = provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get(name);
        var handlers = provider.GetRequiredService<IHttpMessageHandlerFactory>();
        var httpClient = new HttpClient(new RenewedHandler(handlers, name));
        foreach (var configure in factory.HttpClientActions) configure(httpClient);
        return new ImagesClient(options, httpClient);
    }
}
