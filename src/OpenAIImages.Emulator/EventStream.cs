using Microsoft.AspNetCore.Http;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator;

/// <summary>Answers with server-sent events: previews that get sharper, then the picture.</summary>
internal static class EventStream
{
    public static async Task SendAsync(
        HttpContext context, CreateImageRequest request, PictureOrder order, TimeProvider clock)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        foreach (var picture in order.Pictures)
        {
            for (var preview = 0; preview < (request.PartialImages ?? 0); preview++)
            {
                var partial = new ImageGenPartialImageEvent
                {
                    Bytes = picture.DrawPreview(preview),
                    PartialImageIndex = preview,
                };
                await SendAsync(context, order, clock, partial).ConfigureAwait(false);
            }
            var completed = new ImageGenCompletedEvent
            {
                Bytes = picture.Draw(),
                Usage = order.Usage,
                SafetyIdentifier = request.SafetyIdentifier,
            };
            await SendAsync(context, order, clock, completed).ConfigureAwait(false);
        }
    }

    private static async Task SendAsync(
        HttpContext context, PictureOrder order, TimeProvider clock, ImageGenStreamEvent message)
    {
        message.CreatedAt = clock.GetUtcNow().ToUnixTimeSeconds();
        message.Size = order.Size;
        message.Quality = order.Quality;
        message.Background = order.Background;
        message.OutputFormat = ImageOutputFormat.Png;
        var frame = $"event: {message.Type}\ndata: {message.ToJson()}\n\n";
        await context.Response.WriteAsync(frame, context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
