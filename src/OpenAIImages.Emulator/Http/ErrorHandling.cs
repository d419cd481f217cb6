using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Errors;

namespace OpenAIImages.Emulator.Http;

/// <summary>Adds the API's headers to each response, and converts each error to the format of the API.</summary>
internal sealed class ErrorHandling(TimeProvider clock, RequestDelegate next)
{
    public async Task HandleAsync(HttpContext context)
    {
        ApiHeaders.Add(context, clock);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (ApiErrorException e)
        {
            await ErrorResponses.WriteAsync(context, e).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await ErrorResponses.WriteAsync(context, ApiErrors.InvalidBody(e.StatusCode)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client has disconnected, or has sent chunks with an invalid length.
            if (context.RequestAborted.IsCancellationRequested || context.Response.HasStarted) return;
            var error = ApiErrors.InvalidBody(StatusCodes.Status400BadRequest);
            await ErrorResponses.WriteAsync(context, error).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            // There is no log that could show the exception of a callback of the options.
            await ErrorResponses.WriteAsync(context, ApiErrors.Unexpected(e)).ConfigureAwait(false);
        }
    }
}
