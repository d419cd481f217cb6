using OpenAIImages.Batch.Running;
using OpenAIImages.Generated;

namespace OpenAIImages.Batch;

/// <summary>
/// Runs lists of requests with one rate limiter. Each image is written directly to its file. A journal records the
/// progress, even if the process is killed.
/// </summary>
/// <remarks>This class is thread-safe, but only one run at a time can use a folder.</remarks>
public sealed class ImageBatch
{
    private readonly IImagesClient _client;
    private readonly ImageBatchOptions _options;

    /// <summary>Initializes a new instance of the <see cref="ImageBatch"/> class.</summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="options">The options, which are copied. The default is null, which uses default options.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    public ImageBatch(IImagesClient client, ImageBatchOptions? options = null)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _options = options?.Copy() ?? new ImageBatchOptions();
    }

    /// <summary>Determines what a run would do, without changing anything.</summary>
    /// <param name="list">The list.</param>
    /// <param name="folder">The folder for the images. It does not have to exist.</param>
    /// <param name="cancellationToken">Cancels the reading of the journal.</param>
    /// <returns>What a run would do.</returns>
    /// <inheritdoc cref="OpenAsync" path="/exception"/>
    public async Task<ImageBatchPlan> PlanAsync(
        ImageBatchList list, string folder, CancellationToken cancellationToken = default)
    {
        using var opened = await BatchFolder.PeekAsync(list, folder, _options, cancellationToken)
            .ConfigureAwait(false);
        return opened.CreatePlan(_options);
    }

    /// <summary>Opens a folder for a run. No other process can use the folder until the run is disposed.</summary>
    /// <param name="list">The list.</param>
    /// <param name="folder">The folder for the images and the journal, which is created if it does not exist.</param>
    /// <param name="cancellationToken">Cancels the reading of the journal.</param>
    /// <returns>The run, which has sent nothing yet.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="list"/> is null, or <paramref name="folder"/> is null or blank.
    /// </exception>
    /// <exception cref="ImageBatchListException">A file at the path of an image was not written by a run.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged.</exception>
    /// <exception cref="IOException">Another run uses the folder, or the folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public async Task<ImageBatchRun> OpenAsync(
        ImageBatchList list, string folder, CancellationToken cancellationToken = default)
    {
        var opened = await BatchFolder.OpenAsync(list, folder, _options, cancellationToken).ConfigureAwait(false);
        try
        {
            var plan = opened.CreatePlan(_options);
            if (plan.Unknown.Count > 0) opened.Files.DeleteLeftovers();
            return new ImageBatchRun(_client, opened, plan, _options);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }
}
