using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OpenAIImages.Emulator.Errors;

namespace OpenAIImages.Emulator.Http;

/// <summary>
/// Allows only requests from this machine: requests that use a foreign host name are refused (a web page elsewhere
/// could send them with DNS rebinding), and only pages of this machine can read responses.
/// </summary>
internal sealed class LocalAccess(ImagesEmulatorOptions options, RequestDelegate next)
{
    private readonly HashSet<string> _hosts = new(options.AllowedHosts, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _origins =
        new(options.AllowedOrigins.Select(origin => origin.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);

    public Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var host = context.Request.Host.Host ?? string.Empty;
        if (!LocalNames.Contains(host) && !_hosts.Contains(host))
        {
            return ErrorResponses.WriteAsync(context, ApiErrors.ForeignHost(host));
        }

        context.Response.Headers.Vary = "Origin";
        var origin = context.Request.Headers.Origin.ToString();
        if (Allows(origin)) AddHeaders(context, origin);
        if (!IsPreflight(context.Request)) return next(context);
        if (!Allows(origin)) return ErrorResponses.WriteAsync(context, ApiErrors.ForeignOrigin(origin));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private bool Allows(string origin) =>
        _origins.Contains(origin)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && (page.Scheme == Uri.UriSchemeHttp || page.Scheme == Uri.UriSchemeHttps)
            && LocalNames.Contains(page.Host));

    private static void AddHeaders(HttpContext context, string origin)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = "*";
        if (!IsPreflight(context.Request)) return;
        headers.AccessControlAllowMethods = "GET, POST";
        headers.AccessControlMaxAge = "600";
        // Listed one by one, since a wildcard does not include Authorization.
        var requested = context.Request.Headers.AccessControlRequestHeaders;
        if (!StringValues.IsNullOrEmpty(requested)) headers.AccessControlAllowHeaders = requested;
    }

    /// <summary>
    /// Returns whether this is a preflight request, which a browser sends before the request of a page.
    /// </summary>
    private static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method)
        && !StringValues.IsNullOrEmpty(request.Headers.Origin)
        && !StringValues.IsNullOrEmpty(request.Headers.AccessControlRequestMethod);
}
