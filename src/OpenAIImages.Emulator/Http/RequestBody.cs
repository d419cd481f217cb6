using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Errors;

namespace OpenAIImages.Emulator.Http;

/// <summary>Reads the body of a request into memory, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>Reads a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maxBytes">The maximum length, in bytes.</param>
    /// <returns>The complete body.</returns>
    /// <exception cref="ApiErrorException">The body is longer than <paramref name="maxBytes"/>.</exception>
    /// <remarks>
    /// The limit of Kestrel would close the connection while the client is still sending, and a client that waits until
    /// it has sent everything would get a broken connection instead of the response. Without it, Kestrel sends the
    /// response and then discards what is left of the body.
    /// </remarks>
    public static async Task<byte[]> ReadAsync(HttpContext context, long maxBytes)
    {
        if (context.Request.ContentLength > maxBytes) throw TooLarge();
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > maxBytes) throw TooLarge();
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static ApiErrorException TooLarge() => ApiErrors.InvalidBody(StatusCodes.Status413PayloadTooLarge);
}
