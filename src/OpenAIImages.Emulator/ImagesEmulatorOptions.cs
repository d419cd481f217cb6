using Microsoft.AspNetCore.Http;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator;

/// <summary>The options of an <see cref="ImagesEmulator"/>. The defaults are suitable for tests.</summary>
public sealed class ImagesEmulatorOptions
{
    /// <summary>
    /// Gets or sets the TCP port on 127.0.0.1, from 0 to 65535. The default, 0, selects a free port.
    /// </summary>
    public int Port { get; set; }

    /// <summary>
    /// Gets or sets the key that requests must have. The default, null, accepts any key. Requests without a key are
    /// refused.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// Gets custom names for models, such as names of Azure deployments: <c>Deployments["drawings"] =
    /// ImageModel.GptImage2</c>. Known models do not need an entry. Unknown names are refused, like by the API.
    /// </summary>
    public IDictionary<string, ImageModel> Deployments { get; } =
        new Dictionary<string, ImageModel>(StringComparer.Ordinal);

    /// <summary>
    /// Gets host names, without a port, that requests may use in addition to the names of this machine
    /// (<c>localhost</c>, <c>127.0.0.1</c>, …). Requests to other hosts are refused with status 403, so that a web page
    /// cannot reach the emulator through its own host name (DNS rebinding).
    /// </summary>
    public ICollection<string> AllowedHosts { get; } = [];

    /// <summary>
    /// Gets origins of web pages, such as <c>https://app.example</c>, that may use the emulator from a browser, in
    /// addition to those of this machine (<c>http://localhost:5173</c>, …).
    /// </summary>
    public ICollection<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// Gets or sets the maximum length of a request body, in bytes. Longer bodies are refused with status 413. The
    /// default is 1 MiB.
    /// </summary>
    public long MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// Gets or sets the clock for <c>created</c>, for the 60 minutes for which URLs are valid, for rate limits and for
    /// latencies. The default is the system clock.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Gets the faults of requests for images, in the order in which they are tried. The default is none. A request can
    /// have additional faults, which are tried first, in the header <c>x-emulator-fault</c>. See
    /// <see cref="EmulatorFault.Parse"/>.
    /// </summary>
    public IList<EmulatorFault> Faults { get; } = [];

    /// <summary>
    /// Gets or sets whether there is a page for browsers at <c>/</c>, which shows the requests for images and their
    /// pictures, and can send requests. The default is true.
    /// </summary>
    /// <remarks>
    /// The page shows the newest 100 requests for images with their responses, up to 64 KiB of each and without the
    /// base64 of images. Pictures are available for 60 minutes, like the URLs in responses. The page does not require a
    /// key, but is available only on this machine, through the allowed hosts and origins. Its own requests are not in
    /// <see cref="ImagesEmulator.Requests"/>, and <see cref="Intercept"/> does not see them.
    /// </remarks>
    public bool ServePage { get; set; } = true;

    /// <summary>
    /// Gets or sets a callback that receives each request before the emulator. It passes the request on by calling its
    /// second argument, or responds itself, for behavior that <see cref="Faults"/> do not support. The default is null.
    /// </summary>
    /// <remarks>The callback does not receive preflight requests of browsers or requests to a foreign host.</remarks>
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
