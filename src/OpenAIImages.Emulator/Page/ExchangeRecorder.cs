using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenAIImages.Emulator.Requests;

namespace OpenAIImages.Emulator.Page;

/// <summary>Adds requests for images, and what is sent in response, to the log of the page.</summary>
internal sealed class ExchangeRecorder(ExchangeLog log, TimeProvider clock)
{
    /// <summary>Records the response.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">Handles the request, and all its errors.</param>
    public async Task RecordResponseAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsForImages(context.Request))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        var started = clock.GetTimestamp();
        var text = new BodyText();
        context.Features.Set(new SentPictures());
        var isComplete = false;
        try
        {
            await CopyAsync(context, text, next).ConfigureAwait(false);
            isComplete = !context.RequestAborted.IsCancellationRequested;
        }
        finally
        {
            if (context.Features.Get<EmulatorRequest>() is { } request)
            {
                var duration = clock.GetElapsedTime(started);
                log.Finish(request, CreateResponse(context, text, duration, isComplete));
            }
        }
    }

    /// <summary>Records the request, after <see cref="EmulatorRequest"/> has become a feature of it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">Handles the request.</param>
    public Task RecordRequestAsync(HttpContext context, RequestDelegate next)
    {
        if (IsForImages(context.Request)) log.Begin(context.Features.GetRequiredFeature<EmulatorRequest>());
        return next(context);
    }

    private static bool IsForImages(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && ApiAddress.Parse(request.Path.Value ?? string.Empty).Operation == ApiOperation.CreateImage;

    private static async Task CopyAsync(HttpContext context, BodyText text, RequestDelegate next)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var copying = new StreamResponseBodyFeature(new CopyingStream(body.Stream, text), body);
        context.Features.Set<IHttpResponseBodyFeature>(copying);
        try
        {
            await next(context).ConfigureAwait(false);
            // Only if there are bytes: otherwise, a response without a body would get the headers of a response with a
            // body.
            if (copying.Writer.UnflushedBytes > 0) await copying.Writer.FlushAsync().ConfigureAwait(false);
        }
        finally
        {
            context.Features.Set(body);
        }
    }

    private static ExchangeResponse CreateResponse(
        HttpContext context, BodyText text, TimeSpan duration, bool isComplete)
    {
        var response = context.Response;
        var headers = response.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
        int? status = isComplete || response.HasStarted ? response.StatusCode : null;
        var pictures = context.Features.GetRequiredFeature<SentPictures>().FileNames;
        return new ExchangeResponse(status, headers, text.ToString(), duration, isComplete, pictures);
    }
}
