using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated.Files;

/// <summary>Saves and copies images of a response, from their bytes or from their URLs.</summary>
internal sealed class ImageSaver : IDisposable
{
    private readonly ImagesClientOptions _options;
    private readonly ImageDownloader _downloader;

    public ImageSaver(ImagesClientOptions options, HttpClient? httpClient)
    {
        _options = options;
        _downloader = new ImageDownloader(options, options.DownloadWithHttpClient ? httpClient : null);
    }

    /// <summary>Throws if nothing can be written to a stream: a closed one, or one for reading.</summary>
    public static void CheckDestination(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (!destination.CanWrite) throw new ArgumentException("The stream is not writable.", nameof(destination));
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
        CheckDestination(destination);
        using var budget = new DownloadBudget(_options, new SecretRedactor(_options.ApiKey, prompt: null));
        await _downloader.CopyAsync(image, destination, budget, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies the first image of a response that has a source to a stream.</summary>
    public async Task CopyFirstAsync(ImagesResponse images, Stream destination, CancellationToken cancellationToken)
    {
        var image = images.Data.First(item => item.HasSource);
        var failures = new SavingFailures();
        using var budget = new DownloadBudget(_options, images.Metadata.Secrets);
        try
        {
            await _downloader.CopyAsync(image, destination, budget, cancellationToken).ConfigureAwait(false);
            image.Bytes = null;
        }
        catch (Exception failure) when (SavingFailures.IsOfOneImage(failure, cancellationToken))
        {
            failures.Add(images.Data.IndexOf(image), failure);
            throw failures.ToException(images);
        }
    }

    /// <summary>Saves the images that have no file yet, and renames all files to their paths.</summary>
    public async Task<IReadOnlyList<string>> SaveRestAsync(
        ImagesResponse images, ImageFileSet files, int maxImages, CancellationToken cancellationToken)
    {
        var failures = new SavingFailures();
        using var budget = new DownloadBudget(_options, images.Metadata.Secrets);
        for (var i = 0; i < Math.Min(images.Data.Count, maxImages); i++)
        {
            if (files.IsComplete(i)) continue;
            try
            {
                if (!images.Data[i].HasSource) throw SavingFailures.NoSource(images, images.Data[i]);
                var file = files.Open(i);
                await _downloader.CopyAsync(
                    images.Data[i], file.Stream, budget, cancellationToken).ConfigureAwait(false);
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
