using OpenAIImages.Generated;

namespace OpenAIImages.Batch.Running;

/// <summary>Processes one item: waits for permits, calls the API, and retries.</summary>
/// <param name="client">The client.</param>
/// <param name="folder">The folder with its journal.</param>
/// <param name="options">The options.</param>
/// <param name="state">Whether the run continues.</param>
/// <param name="permits">When requests may be sent.</param>
internal sealed class ItemRunner(
    IImagesClient client, BatchFolder folder, ImageBatchOptions options, RunState state, Permits permits)
{
    private int _inFlight;

    /// <summary>Gets how many requests were sent and have not ended.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Runs an item. It does not throw: failures that do not concern only this item stop the run.</summary>
    /// <returns>The result; null if another run still has to send the item.</returns>
    public async Task<ImageBatchResult?> RunAsync(ImageBatchItem item)
    {
        try
        {
            return await RunToEndAsync(item).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (state.Stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (JournalException failure)
        {
            state.Stop(new ImageBatchStoppedException(
                $"The journal cannot be written: {failure.Message}", failure.InnerException));
            return null;
        }
        catch (Exception failure)
        {
            state.Stop(failure);
            return null;
        }
    }

    private async Task<ImageBatchResult?> RunToEndAsync(ImageBatchItem item)
    {
        var call = new ItemCall(client, item, folder, options);
        for (var retries = 0; ;)
        {
            var outcome = await SendAsync(call, item.Entry.Images).ConfigureAwait(false);
            switch (outcome.Failure?.Kind)
            {
                case null:
                    permits.Accepted();
                    return outcome.Result;
                case FailureKind.RateLimit:
                    permits.Pause(outcome.Failure.RetryAfter, outcome.Sent);
                    continue;
                case FailureKind.Passing when retries < options.MaxRetries:
                    if (!await DelayAsync(outcome.Failure, retries++).ConfigureAwait(false)) return outcome.Result;
                    continue;
                case FailureKind.Refused or FailureKind.Files:
                    state.Stop(new ImageBatchStoppedException(
                        $"The run was stopped: {outcome.Failure.Message}", outcome.Failure.Exception));
                    return outcome.Result;
                case FailureKind.Unknown when outcome.Failure.Exception is { } failure:
                    state.Stop(failure);
                    return outcome.Result;
                default:
                    return outcome.Result;
            }
        }
    }

    private async Task<CallOutcome> SendAsync(ItemCall call, int images)
    {
        using var lease = await permits.AcquireAsync(images, state.Stopping).ConfigureAwait(false);
        state.Stopping.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _inFlight);
        try
        {
            return await call.SendAsync(state.Aborting).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private async Task<bool> DelayAsync(CallFailure failure, int retries)
    {
        try
        {
            var delay = failure.RetryAfter ?? Delays.GetBackOff(retries);
            await Delays.WaitAsync(options.TimeProvider, delay, state.Stopping).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
