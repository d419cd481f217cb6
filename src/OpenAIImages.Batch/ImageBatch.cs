using OpenAIImages.Batch.Running;
using OpenAIImages.Generated;

namespace OpenAIImages.Batch;

/// <summary>
/// Runs lists of requests: paced by one limiter, each image straight to its file, with a journal that survives a kill.
/// </summary>
/// <remarks>It is safe to use from several threads at once, for different folders.</remarks>
public sealed class ImageBatch
{
    private readonly IImagesClient _client;
    private readonly ImageBatchOptions _options;

    /// <summary>Creates a runner of lists.</summary>
    /// <param name="client">The client that sends the requests.</param>
    /// <param name="options">The options, which are copied; the defaults if null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    public ImageBatch(IImagesClient client, ImageBatchOptions? options = null)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _options = options?.Copy() ?? new ImageBatchOptions();
    }

    /// <summary>Finds what a run would do, without changing anything.</summary>
    /// <param name="list">The list.</param>
    /// <param name="folder">The folder for the images; it need not exist.</param>
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

    /// <summary>Opens a folder for a run: no other process can work there until the run is disposed.</summary>
    /// <param name="list">The list.</param>
    /// <param name="folder">The folder for the images and the journal, which is created if it does not exist.</param>
    /// <param name="cancellationToken">Cancels the reading of the journal.</param>
    /// <returns>The run, which has sent nothing yet.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="list"/> is null, or <paramref name="folder"/> is null or blank.
    /// </exception>
    /// <exception cref="ImageBatchListException">An image would come to a file that no run has written.</exception>
    /// <exception cref="InvalidDataException">The journal is damaged, other than by a kill.</exception>
    /// <exception cref="IOException">Another run has the folder, or it cannot be written to.</exception>
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
