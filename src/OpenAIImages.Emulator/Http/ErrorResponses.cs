using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Errors;

namespace OpenAIImages.Emulator.Http;

/// <summary>Writes errors in the format of the API.</summary>
internal static class ErrorResponses
{
    public static Task WriteAsync(HttpContext context, ApiErrorException error)
    {
        context.Response.StatusCode = error.Status;
        if (error.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"OpenAI API\"";
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(error.ToJson(), context.RequestAborted);
    }
}
