using Microsoft.AspNetCore.Http;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator;

/// <summary>The options of an <see cref="ImagesEmulator"/>. The defaults suit a test.</summary>
public sealed class ImagesEmulatorOptions
{
    /// <summary>
    /// Gets or sets the TCP port on 127.0.0.1, from 0 to 65535. The default, 0, takes a free one.
    /// </summary>
    public int Port { get; set; }

    /// <summary>
    /// Gets or sets the key that requests must have. The default, null, accepts any key; a request without one is
    /// refused.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// Gets the models behind names of your own, such as those of Azure deployments: <c>Deployments["drawings"] =
    /// ImageModel.GptImage2</c>. A known model does not need an entry; other names are refused as the API does.
    /// </summary>
    public IDictionary<string, ImageModel> Deployments { get; } =
        new Dictionary<string, ImageModel>(StringComparer.Ordinal);

    /// <summary>
    /// Gets host names, without a port, that requests may be addressed to besides those of this machine
    /// (<c>localhost</c>, <c>127.0.0.1</c>, …). Requests to other hosts are refused with status 403, so that no web
    /// page can reach the emulator by a name of its own that leads to this machine.
    /// </summary>
    public ICollection<string> AllowedHosts { get; } = [];

    /// <summary>
    /// Gets origins of web pages, such as <c>https://app.example</c>, that may use the emulator from a browser besides
    /// those of this machine (<c>http://localhost:5173</c>, …).
    /// </summary>
    public ICollection<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// Gets or sets the maximum length of a request's body, in bytes. A longer one is refused with status 413. The
    /// default is 1 MiB.
    /// </summary>
    public long MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// Gets or sets the clock for <c>created</c>, for the 60 minutes for which URLs are valid, for rate limits and for
    /// latencies. The default is the system's.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Gets the faults of requests for images, in the order in which they are tried. The default is none. A request can
    /// have faults of its own, which come first, in the header <c>x-emulator-fault</c>, as
    /// <see cref="EmulatorFault.Parse"/> reads them.
    /// </summary>
    public IList<EmulatorFault> Faults { get; } = [];

    /// <summary>
    /// Gets or sets a callback that sees each request before the emulator does, and passes it on by calling its second
    /// argument, or responds itself: for what <see cref="Faults"/> cannot do. The default is null.
    /// </summary>
    /// <remarks>It sees neither the preflight requests of browsers nor requests to a foreign host.</remarks>
    /// <example>
    /// <code>
    /// Intercept = (context, next) =>
    /// {
    ///     context.Response.StatusCode = 503;
    ///     return Task.CompletedTask;
    /// }
    /// </code>
    /// </example>
    public Func<HttpContext, RequestDelegate, Task>? Intercept { get; set; }
}
