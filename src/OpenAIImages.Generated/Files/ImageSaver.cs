using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated.Files;

/// <summary>Saves and copies images of a response, from their bytes or from their URLs.</summary>
internal sealed class ImageSaver : IDisposable
{
    private readonly ImagesClientOptions _options;
    private readonly ImageDownloader _downloader;

    /// <param name="options">The options of the client.</param>
    /// <param name="httpClient">The HttpClient that the client was created with; null if none.</param>
    public ImageSaver(ImagesClientOptions options, HttpClient? httpClient)
    {
        _options = options;
        _downloader = new ImageDownloader(options, options.DownloadWithHttpClient ? httpClient : null);
    }

    /// <summary>Saves an image to a file, and returns its path.</summary>
    public async Task<string> SaveAsync(
        Image image, string path, bool overwrite, CancellationToken cancellationToken)
    {
        CheckSource(image);
        ImagePath.Check(path, overwrite);
        using var file = AtomicFile.Begin(path, overwrite);
        await CopyAsync(image, file.Stream, cancellationToken).ConfigureAwait(false);
        await file.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return file.Commit(allowSvg: false);
    }

    /// <summary>Copies an image to a stream.</summary>
    public async Task CopyAsync(Image image, Stream destination, CancellationToken cancellationToken)
    {
        CheckSource(image);
        ArgumentNullException.ThrowIfNull(destination);
        var secrets = new SecretRedactor(_options.ApiKey, prompt: null);
        using var budget = new DownloadBudget(_options);
        await _downloader.CopyAsync(image, destination, secrets, budget, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies the first image of a response that has a source to a stream.</summary>
    /// <exception cref="ApiException">The image cannot be downloaded.</exception>
    public async Task CopyFirstAsync(ImagesResponse images, Stream destination, CancellationToken cancellationToken)
    {
        var image = images.Data.First(item => item.HasSource);
        var failures = new SavingFailures();
        using var budget = new DownloadBudget(_options);
        try
        {
            await _downloader.CopyAsync(
                image, destination, images.Metadata.Secrets, budget, cancellationToken).ConfigureAwait(false);
            image.Bytes = null;
        }
        catch (Exception failure) when (SavingFailures.IsOfOneImage(failure, cancellationToken))
        {
            failures.Add(images.Data.IndexOf(image), failure);
            throw failures.ToException(images);
        }
    }

    /// <summary>
    /// Saves the images that came as URLs, and renames all files to their paths. An image that fails does not keep the
    /// others from it.
    /// </summary>
    /// <returns>The paths.</returns>
    /// <exception cref="ApiException">An image has no source, or cannot be downloaded.</exception>
    public async Task<IReadOnlyList<string>> SaveRestAsync(
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

        var paths = files.Commit(images.Data.Count);
        return failures.IsEmpty ? paths : throw failures.ToException(images);
    }

    public void Dispose() => _downloader.Dispose();

    private static void CheckSource(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!image.HasSource)
        {
            throw new ArgumentException("The image has neither bytes nor an http or https URL.", nameof(image));
        }
    }
}
