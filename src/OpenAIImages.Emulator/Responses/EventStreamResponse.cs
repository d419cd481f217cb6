using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Drawing;
using OpenAIImages.Emulator.Errors;
using OpenAIImages.Emulator.Faults;
using OpenAIImages.Emulator.Requests;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Responses;

/// <summary>Responds with server-sent events: increasingly sharp previews, then the image.</summary>
internal sealed class EventStreamResponse(TimeProvider clock)
{
    public async Task SendAsync(HttpContext context, ImageJob job, StreamFault? fault)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        foreach (var picture in job.Pictures)
        {
            for (var preview = 0; preview < job.Previews; preview++)
            {
                var partial = new ImageGenPartialImageEvent { PartialImageIndex = preview };
                await SendAsync(context, job, partial, picture, preview).ConfigureAwait(false);
            }

            if (fault is not null)
            {
                await FailAsync(context, fault).ConfigureAwait(false);
                return;
            }

            var completed = new ImageGenCompletedEvent
            {
                Usage = job.UsagePerImage,
                SafetyIdentifier = job.SafetyIdentifier,
            };
            await SendAsync(context, job, completed, picture, preview: null).ConfigureAwait(false);
        }
    }

    private static async Task FailAsync(HttpContext context, StreamFault fault)
    {
        switch (fault.Kind)
        {
            case StreamFaultKind.Error:
                var error = FaultErrors.InStream(fault.Code).ToJson();
                await context.Response.WriteAsync($"event: error\ndata: {error}\n\n", context.RequestAborted)
                    .ConfigureAwait(false);
                break;
            case StreamFaultKind.Stall:
                // Sends the headers, if there were no previews.
                await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(false);
                break;
        }
    }

    private Task SendAsync(
        HttpContext context, ImageJob job, ImageGenStreamEvent message, Picture picture, int? preview)
    {
        message.Bytes = ImageBody.Placeholder;
        message.CreatedAt = clock.GetUtcNow().ToUnixTimeSeconds();
        message.Size = job.Size;
        message.Quality = job.Quality;
        message.Background = job.Background;
        message.OutputFormat = job.Format;
        var text = $"event: {message.Type}\ndata: {message.ToJson()}\n\n";
        return ImageBody.SendAsync(context, text, [picture], preview);
    }
}
