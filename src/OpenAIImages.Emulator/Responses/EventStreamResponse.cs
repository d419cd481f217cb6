using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Drawing;
using OpenAIImages.Emulator.Requests;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Responses;

/// <summary>Responds with server-sent events: previews that become sharper, then the image.</summary>
internal sealed class EventStreamResponse(TimeProvider clock)
{
    public async Task SendAsync(HttpContext context, ImageJob job)
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

            var completed = new ImageGenCompletedEvent
            {
                Usage = job.UsagePerImage,
                SafetyIdentifier = job.SafetyIdentifier,
            };
            await SendAsync(context, job, completed, picture, preview: null).ConfigureAwait(false);
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
        message.OutputFormat = ImageOutputFormat.Png;
        var text = $"event: {message.Type}\ndata: {message.ToJson()}\n\n";
        return ImageBody.SendAsync(context, text, [picture], preview);
    }
}
