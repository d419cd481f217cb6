using Microsoft.AspNetCore.Http;

namespace OpenAIImages.Emulator;

/// <summary>How an <see cref="ImagesEmulator"/> runs. The defaults suit a test.</summary>
public sealed class ImagesEmulatorOptions
{
    /// <summary>The TCP port on 127.0.0.1, from 0 to 65535; 0, the default, takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>
    /// How long the body of a request may be, in bytes; a longer one is answered with status 413. 1 MiB by default.
    /// </summary>
    public long MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// The clock of <c>created</c>, and of the 60 minutes for which URLs are valid. The system's by default.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Sees each request before the emulator does, and hands it on by calling the second argument, or does not: for faults
    /// such as an error status, a delay or a cut connection. None by default.
    /// </summary>
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
