using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using OpenAIImages.Extensions.DependencyInjection;
using OpenAIImages.Generated;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="IImagesClient"/> in an <see cref="IServiceCollection"/>.</summary>
/// <remarks>
/// <para>
/// <b>The client</b> is a singleton, registered as <see cref="IImagesClient"/> and as <see cref="ImagesClient"/>. It
/// sends requests through handlers of <see cref="IHttpClientFactory"/>, which are renewed every 5 minutes.
/// </para>
/// <para>
/// <b>The options</b> are validated when the host starts. Options that neither the registration nor another
/// <c>Configure</c> sets are read from the environment (see <see cref="ImagesClientOptions.AddEnvironment"/>). If a
/// <see cref="TimeProvider"/> is registered, the client uses it. Registering a client again adds to its options.
/// </para>
/// <para>
/// <b>Retries and time limits</b> come from the options. Handlers of Microsoft.Extensions.Http.Resilience and
/// Microsoft.Extensions.Http.Polly that an application adds to all its clients are removed: their time limits are too
/// short for images, and their retries would multiply with the client's. All other handlers are kept, including
/// resilience handlers that are added to the returned builder. They see each attempt.
/// </para>
/// <para>
/// <b>The key</b> is never in the logs of the factory. It is sent unencrypted to other machines only if
/// <see cref="ImagesClientOptions.AllowInsecureEndpoint"/> is set, even if service discovery chooses the address.
/// Redirects of API calls are not followed. If a primary handler is set on the returned builder, it is used unchanged;
/// turn off its redirects.
/// </para>
/// </remarks>
public static class ImagesClientServiceCollectionExtensions
{
    /// <summary>Adds a client.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; null to read them only from the environment.</param>
    /// <returns>A builder for the handlers of the client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    [SuppressMessage(
        "ApiDesign", "RS0027", Justification = "The overloads differ in the type of their parameter.")]
    public static IHttpClientBuilder AddImagesClient(
        this IServiceCollection services, Action<ImagesClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var builder = ClientRegistration.Add(services, key: null);
        if (configure is not null) services.Configure(configure);
        return builder;
    }

    /// <summary>Adds a client whose options are a section of the configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">
    /// The section. Its keys are the names of <see cref="ImagesClientOptions"/> that are not callbacks or objects;
    /// white space around a value is ignored, and a blank value leaves the default. An unknown key, or a value that
    /// cannot be converted, causes an exception that names the key. Later changes to the section have no effect.
    /// </param>
    /// <returns>A builder for the handlers of the client.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddImagesClient(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddImagesClient(
            options => ConfigurationReader.Read(section, options, Options.Options.DefaultName));
    }

    /// <summary>
    /// Adds a client that services request by its key, such as <c>[FromKeyedServices("azure")]</c>.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="key">
    /// The key, which is also the name of the options and of the client of <see cref="IHttpClientFactory"/>.
    /// </param>
    /// <param name="configure">Sets options.</param>
    /// <returns>A builder for the handlers of the client.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="key"/> is blank, or <c>ImagesClient</c>, the name of the client without a key.
    /// </exception>
    public static IHttpClientBuilder AddKeyedImagesClient(
        this IServiceCollection services, string key, Action<ImagesClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(configure);
        if (string.IsNullOrWhiteSpace(key)) throw new ArgumentException("The key is blank.", nameof(key));
        // Both clients would have the handlers of both, and retry each retry.
        if (key == nameof(ImagesClient))
        {
            throw new ArgumentException("The key is the name of the client without a key.", nameof(key));
        }

        var builder = ClientRegistration.Add(services, key);
        services.Configure(key, configure);
        return builder;
    }

    /// <summary>
    /// Adds a client that services request by its key, such as <c>[FromKeyedServices("azure")]</c>, whose
    /// options are a section of the configuration.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="key">
    /// The key, which is also the name of the options and of the client of <see cref="IHttpClientFactory"/>.
    /// </param>
    /// <param name="section">
    /// The section, as for <see cref="AddImagesClient(IServiceCollection, IConfiguration)"/>.
    /// </param>
    /// <returns>A builder for the handlers of the client.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="key"/> is blank, or <c>ImagesClient</c>, the name of the client without a key.
    /// </exception>
    public static IHttpClientBuilder AddKeyedImagesClient(
        this IServiceCollection services, string key, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddKeyedImagesClient(key, options => ConfigurationReader.Read(section, options, key));
    }
}
