using System.Runtime.CompilerServices;
using OpenAIImages.Batch.Running;
using OpenAIImages.Generated;

namespace OpenAIImages.Batch;

/// <summary>Represents a run of a list in a folder. See <see cref="ImageBatch.OpenAsync"/>.</summary>
public sealed class ImageBatchRun : IDisposable
{
    private readonly IImagesClient _client;
    private readonly BatchFolder _folder;
    private readonly ImageBatchOptions _options;
    private readonly Permits _permits;
    private ItemRunner? _runner;

    internal ImageBatchRun(IImagesClient client, BatchFolder folder, ImageBatchPlan plan, ImageBatchOptions options)
    {
        _client = client;
        _folder = folder;
        _options = options;
        _permits = new Permits(options.Limiter, options.TimeProvider);
        Plan = plan;
    }

    /// <summary>Gets what the run has to do.</summary>
    public ImageBatchPlan Plan { get; }

    /// <summary>Gets the number of requests that were sent and have not ended.</summary>
    public int InFlight => _runner?.InFlight ?? 0;

    /// <summary>Gets the time until which the server has asked to wait; null if requests are being sent.</summary>
    public DateTimeOffset? PausedUntil => _permits.PausedUntil;

    /// <summary>Sends the requests and saves their images.</summary>
    /// <remarks>
    /// <para>
    /// A 429 pauses all requests for as long as the server asks, and the request is sent again. If the run is canceled,
    /// or the loop ends early, no more requests are sent. Calls that have begun can continue for
    /// <see cref="ImageBatchOptions.GracePeriod"/>; then they are canceled, with the status
    /// <see cref="ImageBatchStatus.Unknown"/>.
    /// </para>
    /// <para>This method can be called only once.</para>
    /// </remarks>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>The items as they end, in any order.</returns>
    /// <exception cref="ImageBatchStoppedException">
    /// A failure would affect all other items as well. The exception is thrown after the results of the calls that had
    /// begun.
    /// </exception>
    /// <exception cref="IOException">The list has changed since it was checked, or cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The run has already been started.</exception>
    /// <exception cref="OperationCanceledException">
    /// The run was canceled. The exception is thrown after the results of the calls that had begun.
    /// </exception>
    public async IAsyncEnumerable<ImageBatchResult> RunAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var state = new RunState(_options, cancellationToken);
        var runner = new ItemRunner(_client, _folder, _options, state, _permits);
        if (Interlocked.CompareExchange(ref _runner, runner, null) is not null)
        {
            throw new InvalidOperationException("The run has already been started.");
        }

        state.Begin();
        using var items = ReadPending().GetEnumerator();
        List<Task<ImageBatchResult?>> calls = [];
        try
        {
            while (true)
            {
                while (calls.Count < _options.Concurrency && !state.IsStopping && items.MoveNext())
                {
                    calls.Add(runner.RunAsync(items.Current));
                }

                if (calls.Count == 0) break;
                var ended = await Task.WhenAny(calls).ConfigureAwait(false);
                calls.Remove(ended);
                if (await ended.ConfigureAwait(false) is { } result) yield return result;
            }
        }
        finally
        {
            if (calls.Count > 0)
            {
                state.Cancel();
                await Task.WhenAll(calls).ConfigureAwait(false);
            }
        }

        state.ThrowIfStopped();
    }

    /// <summary>Closes the journal.</summary>
    public void Dispose() => _folder.Dispose();

    private IEnumerable<ImageBatchItem> ReadPending()
    {
        using var reader = _folder.List.OpenReader();
        for (var i = 0; i < _folder.List.Count; i++)
        {
            if (_folder.IsPending(i, _options)) yield return reader.Read(i, _folder.List.Entries[i]);
        }
    }
}
