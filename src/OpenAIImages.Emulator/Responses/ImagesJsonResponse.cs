using System.Net;
using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Drawing;
using OpenAIImages.Emulator.Requests;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Responses;

/// <summary>Responds with JSON: all images, as URLs or in base64.</summary>
internal sealed class ImagesJsonResponse(PictureStore store, TimeProvider clock)
{
    public Task SendAsync(HttpContext context, ImageJob job)
    {
        var response = new ImagesResponse { Created = clock.GetUtcNow().ToUnixTimeSeconds() };
        foreach (var picture in job.Pictures) response.Data.Add(Describe(context, job, picture));
        if (job.Traits.ReportsUsage)
        {
            response.Background = job.Background;
            response.OutputFormat = job.Format;
            response.Quality = job.Quality;
            response.Size = job.Size;
            response.SafetyIdentifier = job.SafetyIdentifier;
            response.Usage = job.Usage;
            response.SvgUsage = job.SvgUsage;
        }

        context.Response.ContentType = "application/json";
        return ImageBody.SendAsync(context, response.ToJson(), job.ReturnsUrls ? [] : job.Pictures);
    }

    private Image Describe(HttpContext context, ImageJob job, Picture picture) => new()
    {
        Url = job.ReturnsUrls ? new Uri($"{Origin(context)}/{ApiAddress.PictureFolder}/{store.Add(picture)}") : null,
        Bytes = job.ReturnsUrls ? null : ImageBody.Placeholder,
        RevisedPrompt = job.RevisedPrompt,
    };

    // Not from the Host header, which the client chooses.
    private static string Origin(HttpContext context) => $"http://{IPAddress.Loopback}:{context.Connection.LocalPort}";
}
