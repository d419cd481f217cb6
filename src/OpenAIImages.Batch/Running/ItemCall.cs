using OpenAIImages.Batch.List;
using OpenAIImages.Generated;

namespace OpenAIImages.Batch.Running;

/// <summary>Makes the calls for one item, and writes them to the journal.</summary>
/// <param name="client">The client.</param>
/// <param name="item">The item.</param>
/// <param name="folder">The folder with its journal.</param>
/// <param name="options">The options.</param>
internal sealed class ItemCall(IImagesClient client, ImageBatchItem item, BatchFolder folder, ImageBatchOptions options)
{
    private readonly string _hash = ContentHash.ToText(item.Entry.Hash);
    private ItemStatus _status = folder.Statuses[item.Index];
    private string? _path;

    private bool MayRepeatCharge =>
        _status.WithoutFlags() == ItemStatus.Unknown || (_status & ItemStatus.MayBeCharged) != 0;

    /// <summary>Sends the request and saves its images.</summary>
    /// <param name="cancellationToken">Ends the call; its result is then unknown.</param>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    public async Task<CallOutcome> SendAsync(CancellationToken cancellationToken)
    {
        // A further request for the item replaces the files of the previous request.
        var overwrite = options.Overwrite || _path is not null || folder.MayReplace(item);
        var path = _path ??= folder.PreparePath(item);
        await WriteAsync(ImageBatchEvent.Sent, new ImageBatchResult(ImageBatchStatus.Unknown, item.Id, item.Line)
        {
            MayRepeatCharge = MayRepeatCharge,
        }).ConfigureAwait(false);
        var sent = options.TimeProvider.GetUtcNow();
        var start = options.TimeProvider.GetTimestamp();
        try
        {
            var saved = await client.SaveImagesAsync(item.Request, path, overwrite, cancellationToken)
                .ConfigureAwait(false);
            foreach (var file in saved.Paths) ItemFiles.Flush(file);
            var duration = options.TimeProvider.GetElapsedTime(start);
            var result = CallResults.Create(item, saved, duration, MayRepeatCharge);
            await WriteAsync(ImageBatchEvent.Done, result).ConfigureAwait(false);
            return new CallOutcome(result, null, sent);
        }
        catch (Exception failure) when (failure is not JournalException)
        {
            var isAborted = failure is OperationCanceledException && cancellationToken.IsCancellationRequested;
            var what = isAborted ? CallFailure.Aborted : CallFailure.Of(failure);
            var duration = options.TimeProvider.GetElapsedTime(start);
            var result = CallResults.Create(item, failure, what, duration, MayRepeatCharge);
            return await EndAsync(result, what, sent).ConfigureAwait(false);
        }
    }

    private async Task<CallOutcome> EndAsync(ImageBatchResult result, CallFailure failure, DateTimeOffset sent)
    {
        var isDeferred = failure.Kind is FailureKind.RateLimit or FailureKind.Refused;
        var kind = isDeferred ? ImageBatchEvent.Deferred
            : result.Status == ImageBatchStatus.Unknown ? ImageBatchEvent.Unknown
            : ImageBatchEvent.Failed;
        await WriteAsync(kind, result).ConfigureAwait(false);
        _status = ItemStatus.Failed | (MayRepeatCharge || failure.MayBeCharged ? ItemStatus.MayBeCharged : 0);
        return new CallOutcome(isDeferred ? null : result, failure, sent);
    }

    private async Task WriteAsync(ImageBatchEvent kind, ImageBatchResult result)
    {
        var entry = JournalEntries.Create(kind, result, _hash, options.TimeProvider.GetUtcNow(), folder.Files);
        try
        {
            await folder.Journal!.WriteAsync(entry).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            throw new JournalException(failure);
        }
    }
}
