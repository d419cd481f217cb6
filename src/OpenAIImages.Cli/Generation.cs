using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>One call of the API, and its images written to files.</summary>
internal sealed class Generation(
    ImagesClient client, CreateImageRequest request, OutputPaths paths, bool overwrite, IReport report)
{
    /// <summary>Calls, with a stream where the request asks for one.</summary>
    public Task<GenerationResult> RunAsync(CancellationToken cancellationToken) =>
        request.Stream == true ? StreamAsync(cancellationToken) : SaveAsync(cancellationToken);

    /// <summary>Waits for the images, which go straight to their files, whatever their size.</summary>
    private async Task<GenerationResult> SaveAsync(CancellationToken cancellationToken)
    {
        var saved = await client.SaveImagesAsync(request, paths.File, overwrite, cancellationToken);
        return new GenerationResult(
            saved.Paths,
            saved.Response.Metadata.RequestId,
            saved.Response.Usage,
            [.. saved.Response.Data.Select(image => image.RevisedPrompt).OfType<string>()]);
    }

    /// <summary>Receives events, and writes each preview as it comes.</summary>
    private async Task<GenerationResult> StreamAsync(CancellationToken cancellationToken)
    {
        var files = new List<string>();
        ImageUsage? usage = null;
        await foreach (var message in client.CreateImageStreamAsync(request, cancellationToken))
        {
            switch (message)
            {
                case ImageGenPartialImageEvent preview:
                    // A late preview of the last image belongs to it still.
                    var index = Math.Min(files.Count, (request.N ?? 1) - 1);
                    var path = paths.Preview(index, preview.PartialImageIndex ?? 0);
                    report.PreviewSaved(await SaveAsync(preview, path, cancellationToken));
                    break;
                case ImageGenCompletedEvent completed:
                    files.Add(await SaveAsync(completed, paths.Image(files.Count), cancellationToken));
                    usage = completed.Usage ?? usage;
                    break;
            }
        }
        return new GenerationResult(files, null, usage, []);
    }

    private Task<string> SaveAsync(ImageGenStreamEvent message, string path, CancellationToken cancellationToken)
    {
        var image = new Image { Bytes = message.Bytes, Url = UrlOf(message) };
        return client.SaveImageAsync(image, path, overwrite, cancellationToken);
    }

    /// <summary>A server that does not stream may have answered with a URL.</summary>
    private static Uri? UrlOf(ImageGenStreamEvent message) =>
        message.AdditionalProperties.TryGetValue("url", out var url) ? new Uri((string)url!, UriKind.RelativeOrAbsolute) : null;
}
