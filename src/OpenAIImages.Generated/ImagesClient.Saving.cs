using OpenAIImages.Generated.Files;
using OpenAIImages.Generated.Responses;
using OpenAIImages.Generated.Responses.Extraction;

namespace OpenAIImages.Generated;

public partial class ImagesClient
{
    /// <inheritdoc/>
    public virtual async Task<SavedImages> SaveImagesAsync(
        CreateImageRequest request, string path, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var isSvg = ImageFormat.Of(request.OutputFormat?.ToString()) == ImageFormat.Svg;
        using var files = new ImageFileSet(path, Math.Max(request.N ?? 1, 1), overwrite, isSvg);
        files.Check();
        try
        {
            var images = await CreateImageAsync(request, index => files.Open(index).Stream, cancellationToken)
                .ConfigureAwait(false);
            var paths = await _saver.SaveRestAsync(
                images, files, MaxImages(request), cancellationToken).ConfigureAwait(false);
            return new SavedImages(images, paths);
        }
        catch (Exception failure)
        {
            // Complete images are kept, whatever happened to the others.
            var paths = files.TryCommit();
            (failure as ApiException)?.SetSavedPaths(paths);
            throw;
        }
    }

    /// <inheritdoc/>
    public virtual async Task<ImagesResponse> CreateImageAsync(
        CreateImageRequest request, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ImageSaver.CheckDestination(destination);
        if (request.N > 1) throw Refuse(request, CountViolation(request));
        var isOpened = false;
        var writer = new ImageStreamWriter(Open, maxCount: 1, leaveOpen: true);
        var images = await CreateAsync(
            CreateImageAddress, request, writer, cancellationToken).ConfigureAwait(false);
        // A server may respond with a URL, or with an item without an image before the one that has it.
        if (!isOpened) await _saver.CopyFirstAsync(images, destination, cancellationToken).ConfigureAwait(false);
        return images;

        // If a server sends the image twice, the second one would be appended to the first.
        Stream Open(int index)
        {
            var stream = isOpened ? Stream.Null : destination;
            isOpened = true;
            return stream;
        }
    }

    /// <inheritdoc/>
    public virtual Task<string> SaveImageAsync(
        Image image, string path, CancellationToken cancellationToken = default) =>
        SaveImageAsync(image, path, overwrite: false, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<string> SaveImageAsync(
        Image image, string path, bool overwrite, CancellationToken cancellationToken = default) =>
        _saver.SaveAsync(image, path, overwrite, cancellationToken);

    /// <inheritdoc/>
    public virtual Task CopyImageAsync(
        Image image, Stream destination, CancellationToken cancellationToken = default) =>
        _saver.CopyAsync(image, destination, cancellationToken);
}
