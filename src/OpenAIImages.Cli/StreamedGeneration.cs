using System.Runtime.ExceptionServices;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>A call whose images and previews arrive as events.</summary>
internal sealed class StreamedGeneration(
    ImagesClient client, CreateImageRequest request, OutputPaths paths, bool overwrite, IReport report)
{
    private const int MinMaxImages = 10; // a server may send a few more than requested, but must not fill the disk

    private readonly int _count = Math.Max(request.N ?? 1, 1);
    private readonly Dictionary<int, int> _previews = [];
    private readonly List<string> _revisedPrompts = [];
    private ExceptionDispatchInfo? _failure;
    private ImageUsage? _usage;
    private string? _requestId;
    private int _images;

    /// <summary>Receives the events. If an image cannot be saved, the others are still saved.</summary>
    public async Task<GenerationResult> RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var message in client.CreateImageStreamAsync(request, cancellationToken))
        {
            _requestId ??= message.Metadata.RequestId;
            if (message is ImageGenPartialImageEvent preview)
            {
                await TakePreviewAsync(preview, cancellationToken);
            }
            else if (message is ImageGenCompletedEvent completed)
            {
                await TakeImageAsync(completed, cancellationToken);
            }
        }

        _failure?.Throw();
        return new GenerationResult(_requestId, _usage, _revisedPrompts);
    }

    private async Task TakeImageAsync(ImageGenCompletedEvent completed, CancellationToken cancellationToken)
    {
        _usage = completed.Usage ?? _usage;
        if (completed.AdditionalProperties.TryGetValue("revised_prompt", out var prompt) && prompt is not null)
        {
            _revisedPrompts.Add(prompt.ToString());
        }

        var index = _images++;
        var limit = paths.IsStandardOutput ? 1 : Math.Max(_count, MinMaxImages);
        if (index >= limit) return;
        var image = new Image { Bytes = completed.Bytes, Url = completed.Url };
        try
        {
            await SaveAsync(image, index, completed.MediaType, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _failure ??= ExceptionDispatchInfo.Capture(DownloadFailure.Of(e, image));
        }
    }

    private async Task SaveAsync(Image image, int index, string? mediaType, CancellationToken cancellationToken)
    {
        if (paths.IsStandardOutput)
        {
            await using var output = Console.OpenStandardOutput();
            await client.CopyImageAsync(image, output, cancellationToken);
            return;
        }

        var replaces = overwrite && index < _count;
        var path = paths.Image(index, _count, overwrite);
        // The client uses the extension .svg only if svg was requested.
        var isSvg = request.OutputFormat == ImageOutputFormat.Svg && mediaType == "image/svg+xml";
        if (isSvg && !OutputFormats.HasExtension(path)) path += ".svg";

        report.ImageSaved(await client.SaveImageAsync(image, path, replaces, cancellationToken));
    }

    /// <summary>
    /// Writes a preview, if it is within the requested number. The index from the server is used only for this check.
    /// </summary>
    private async Task TakePreviewAsync(ImageGenPartialImageEvent preview, CancellationToken cancellationToken)
    {
        var asked = request.PartialImages ?? 0;
        if (preview.PartialImageIndex is { } number && (number < 0 || number >= asked)) return;
        // A late preview belongs to the last image; an early one belongs to the next image.
        var index = Math.Min(_images, _count - 1);
        while (index < _count && _previews.GetValueOrDefault(index) >= asked) index++;
        if (index == _count) return;
        var path = paths.Preview(index, _previews.GetValueOrDefault(index), _count);
        _previews[index] = _previews.GetValueOrDefault(index) + 1;
        try
        {
            var image = new Image { Bytes = preview.Bytes };
            report.PreviewSaved(await client.SaveImageAsync(image, path, overwrite, cancellationToken));
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The image is still saved without the preview.
        }
    }
}
