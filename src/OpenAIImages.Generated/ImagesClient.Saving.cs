using OpenAIImages.Generated.Files;
using OpenAIImages.Generated.Responses;
using OpenAIImages.Generated.Responses.Extraction;
using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated;

public partial class ImagesClient
{
    // A server may send a few more images than were asked for, but not fill a disk with them.
    private const int MinMaxImages = 10;

    /// <inheritdoc/>
    public virtual async Task<SavedImages> SaveImagesAsync(
        CreateImageRequest request, string path, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var count = Math.Max(request.N ?? 1, 1);
        var isSvg = ImageFormat.Of(request.OutputFormat) == ImageFormat.Svg;
        using var files = new ImageFileSet(path, count, overwrite, isSvg);
        files.Check();
        try
        {
            var images = await CreateImageAsync(request, index => files.Open(index).Stream, cancellationToken)
                .ConfigureAwait(false);
            var failures = await _downloader.SaveAsync(
                images, files, MaxImages(request), cancellationToken).ConfigureAwait(false);
            var paths = files.Commit(images.Data.Count);
            return failures.IsEmpty
                ? new SavedImages(images, paths)
                : throw failures.ToException(images);
        }
        catch (ApiException failure)
        {
            // Complete images are kept, whatever happened to the others.
            failure.SetSavedPaths(files.TryCommit());
            throw;
        }
        catch
        {
            files.TryCommit();
            throw;
        }
    }

    /// <inheritdoc/>
    public virtual async Task<ImagesResponse> CreateImageAsync(
        CreateImageRequest request, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(destination);
        if (request.N > 1) throw new ArgumentException("The stream is for one image: N must be 1.", nameof(request));
        var isOpened = false;
        using var writer = new ImageStreamWriter(Open, maxCount: 1, leaveOpen: true);
        var images = await CreateAsync(
            CreateImageAddress, request, writer, cancellationToken).ConfigureAwait(false);
        // A server may respond with a URL, or with an item without an image before the one that has it.
        if (!isOpened) await _downloader.CopyFirstAsync(images, destination, cancellationToken).ConfigureAwait(false);
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
    public virtual async Task<string> SaveImageAsync(
        Image image, string path, bool overwrite, CancellationToken cancellationToken = default)
    {
        CheckSource(image);
        ImagePath.Check(path, overwrite);
        using var file = AtomicFile.Begin(path, overwrite);
        await CopyImageAsync(image, file.Stream, cancellationToken).ConfigureAwait(false);
        await file.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return file.Commit(allowSvg: false);
    }

    /// <inheritdoc/>
    public virtual async Task CopyImageAsync(
        Image image, Stream destination, CancellationToken cancellationToken = default)
    {
        CheckSource(image);
        ArgumentNullException.ThrowIfNull(destination);
        var secrets = new SecretRedactor(_options.ApiKey, prompt: null);
        await _downloader.CopyAsync(image, destination, secrets, cancellationToken).ConfigureAwait(false);
    }

    private static int MaxImages(CreateImageRequest request) => Math.Max(request.N ?? 1, MinMaxImages);

    private static void CheckSource(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!image.HasSource)
        {
            throw new ArgumentException("The image has neither bytes nor an http or https URL.", nameof(image));
        }
    }
}
