using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>One call of the API, and its images written to files or to standard output.</summary>
internal sealed class Generation(
    ImagesClient client, CreateImageRequest request, OutputPaths paths, bool overwrite, IReport report)
{
    /// <summary>Makes the call, with a stream if the request asks for one.</summary>
    public Task<GenerationResult> RunAsync(CancellationToken cancellationToken) =>
        request.Stream == true
            ? new StreamedGeneration(client, request, paths, overwrite, report).RunAsync(cancellationToken)
            : paths.IsStandardOutput ? WriteAsync(cancellationToken)
            : SaveAsync(cancellationToken);

    /// <summary>Waits for the images, which are written directly to their files.</summary>
    private async Task<GenerationResult> SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var saved = await client.SaveImagesAsync(request, paths.File, overwrite, cancellationToken);
            foreach (var path in saved.Paths) report.ImageSaved(path);
            return ToResult(saved.Response);
        }
        catch (ApiException failure)
        {
            foreach (var path in failure.SavedPaths) report.ImageSaved(path);
            throw;
        }
    }

    /// <summary>Writes the image to standard output when it is complete.</summary>
    private async Task<GenerationResult> WriteAsync(CancellationToken cancellationToken)
    {
        var response = await client.CreateImageAsync(request, cancellationToken);
        await using var output = Console.OpenStandardOutput();
        try
        {
            await client.CopyImageAsync(response.Data[0], output, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw DownloadFailure.Of(e, response.Data[0]);
        }

        return ToResult(response);
    }

    private static GenerationResult ToResult(ImagesResponse response) => new(
        response.Metadata.RequestId,
        response.Usage,
        [.. response.Data.Select(image => image.RevisedPrompt).OfType<string>()]);
}
