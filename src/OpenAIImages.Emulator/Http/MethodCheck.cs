using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Errors;

namespace OpenAIImages.Emulator.Http;

/// <summary>Refuses methods that an address does not allow.</summary>
internal static class MethodCheck
{
    /// <exception cref="ApiErrorException">The method of the request is not allowed.</exception>
    public static void Require(HttpContext context, params string[] allowed)
    {
        if (allowed.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase)) return;
        var list = string.Join(", ", allowed);
        context.Response.Headers.Allow = list;
        throw ApiErrors.MethodNotAllowed(context.Request.Method, context.Request.Path.Value!, list);
    }
}
