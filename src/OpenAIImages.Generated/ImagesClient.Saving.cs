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
            var failures = await SaveRestAsync(
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
        if (!isOpened) await CopyFirstAsync(images, destination, cancellationToken).ConfigureAwait(false);
        return images;

        // If a server sends the image twice, the second one would be appended to the first.
        Stream Open(int index)
        {
            var stream = isOpened ? Stream.Null : destination;
            isOpened = true;
            return stream;
        }
    }

    private async Task CopyFirstAsync(
        ImagesResponse images, Stream destination, CancellationToken cancellationToken)
    {
        var image = images.Data.First(item => item.HasSource);
        using var budget = new DownloadBudget(_options);
        try
        {
            await _downloader.CopyAsync(
                image, destination, images.Metadata.Secrets, budget, cancellationToken).ConfigureAwait(false);
            image.Bytes = null;
        }
        catch (Exception failure) when (SavingFailures.IsOfOneImage(failure, cancellationToken))
        {
            var failures = new SavingFailures();
            failures.Add(images.Data.IndexOf(image), failure);
            throw failures.ToException(images);
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
        using var budget = new DownloadBudget(_options);
        await _downloader.CopyAsync(image, destination, secrets, budget, cancellationToken).ConfigureAwait(false);
    }

    private static int MaxImages(CreateImageRequest request) => Math.Max(request.N ?? 1, MinMaxImages);

    /// <summary>Saves the images that came as URLs; one that fails does not keep the others from it.</summary>
    private async Task<SavingFailures> SaveRestAsync(
        ImagesResponse images, ImageFileSet files, int maxImages, CancellationToken cancellationToken)
    {
        var failures = new SavingFailures();
        using var budget = new DownloadBudget(_options);
        for (var i = 0; i < Math.Min(images.Data.Count, maxImages); i++)
        {
            if (files.IsComplete(i)) continue;
            try
            {
                if (!images.Data[i].HasSource) throw SavingFailures.NoSource(images);
                var file = files.Open(i);
                await _downloader.CopyAsync(
                    images.Data[i], file.Stream, images.Metadata.Secrets, budget, cancellationToken)
                    .ConfigureAwait(false);
                await file.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (SavingFailures.IsOfOneImage(failure, cancellationToken))
            {
                failures.Add(i, failure);
            }
        }

        return failures;
    }

    private static void CheckSource(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!image.HasSource)
        {
            throw new ArgumentException("The image has neither bytes nor an http or https URL.", nameof(image));
        }
    }
}
