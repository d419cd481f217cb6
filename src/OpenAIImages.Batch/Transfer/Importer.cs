using System.Runtime.CompilerServices;
using OpenAIImages.Batch.List;
using OpenAIImages.Batch.Running;
using OpenAIImages.Generated;

namespace OpenAIImages.Batch.Transfer;

/// <summary>
/// Saves the images of output files of the Batch API, and writes the journal as if the requests had been sent.
/// </summary>
/// <param name="folder">The folder with its journal.</param>
/// <param name="options">The options.</param>
internal sealed class Importer(BatchFolder folder, ImageBatchOptions options) : IDisposable
{
    private const string Host = "http://localhost/v1/";

    // Entries are flushed together, while the next images are read.
    private const int MaxUnflushed = 16;

    private readonly ReplayHandler _handler = new();
    private readonly ItemReader _items = folder.List.OpenReader();
    private readonly Queue<(Task Flushed, ImageBatchResult Result)> _unflushed = [];
    private HttpClient? _http;
    private ImagesClient? _client;

    /// <summary>Reads a file once.</summary>
    /// <returns>What came of each line, but for items that were done before.</returns>
    public async IAsyncEnumerable<ImageBatchResult> ImportAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var source = new ByteSource(file);
        using var reader = new OutputReader(source);
        while (true)
        {
            var (isEnd, result, flushed) = await ImportLineAsync(source, reader, path, cancellationToken)
                .ConfigureAwait(false);
            if (result is not null) _unflushed.Enqueue((flushed, result));
            while (_unflushed.Count > (isEnd ? 0 : MaxUnflushed))
            {
                var (writing, next) = _unflushed.Dequeue();
                await writing.ConfigureAwait(false);
                yield return next;
            }

            if (isEnd) yield break;
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _http?.Dispose();
        _handler.Dispose();
        _items.Dispose();
    }

    private async Task<(bool IsEnd, ImageBatchResult? Result, Task Flushed)> ImportLineAsync(
        ByteSource source, OutputReader reader, string path, CancellationToken cancellationToken)
    {
        try
        {
            if (reader.Read() is not var (line, hasBody))
            {
                return (true, null, Task.CompletedTask);
            }

            var (result, flushed) = hasBody
                ? await ImportBodyAsync(source, reader, line, cancellationToken).ConfigureAwait(false)
                : ImportError(line);
            return (false, result, flushed);
        }
        catch (FormatException failure)
        {
            reader.SkipLine();
            var result = new ImageBatchResult(ImageBatchStatus.Failed, string.Empty, line: 0)
            {
                Code = "invalid_line",
                Message = $"Line {reader.Number} of {path}: {failure.Message}",
                Exception = failure,
            };
            return (false, result, Task.CompletedTask);
        }
    }

    private async Task<(ImageBatchResult? Result, Task Flushed)> ImportBodyAsync(
        ByteSource source, OutputReader reader, OutputLine line, CancellationToken cancellationToken)
    {
        var start = source.Position;
        var body = new JsonObjectStream(source);
        if (line.CanReadBody) return await SaveAsync(reader, line, body, cancellationToken).ConfigureAwait(false);

        // The id comes after the body: it is read first.
        if (!body.Skip()) throw BrokenOff();
        line = reader.ReadRest();
        var end = source.Position;
        if (!source.CanSeek) throw new FormatException("The body comes before the custom_id.");
        source.Seek(start);
        var result = await SaveAsync(null, line, new JsonObjectStream(source), cancellationToken)
            .ConfigureAwait(false);
        source.Seek(end);
        return result;
    }

    private async Task<(ImageBatchResult? Result, Task Flushed)> SaveAsync(
        OutputReader? reader, OutputLine line, JsonObjectStream body, CancellationToken cancellationToken)
    {
        var index = Find(line, out var outcome);
        if (index >= 0) outcome = await SaveAsync(index, line, body, cancellationToken).ConfigureAwait(false);
        if (!body.Skip()) throw BrokenOff();
        if (reader is not null) reader.ReadRest();
        return outcome;
    }

    private async Task<(ImageBatchResult? Result, Task Flushed)> SaveAsync(
        int index, OutputLine line, JsonObjectStream body, CancellationToken cancellationToken)
    {
        var item = _items.Read(index, folder.List.Entries[index]);
        var overwrite = options.Overwrite || folder.MayReplace(item);
        var path = folder.PreparePath(item);
        _handler.Set(line, body);
        try
        {
            var saved = await GetClient().SaveImagesAsync(item.Request, path, overwrite, cancellationToken)
                .ConfigureAwait(false);
            return Write(item, ImageBatchEvent.Done, CallResults.Create(item, saved, null, mayRepeatCharge: false));
        }
        catch (ApiException failure)
        {
            // A file that was not downloaded to its end says nothing about the item.
            if (!body.Skip()) throw BrokenOff();
            var what = CallFailure.Of(failure);
            var isUncharged = what.Kind is FailureKind.RateLimit or FailureKind.Refused;
            return Write(
                item,
                isUncharged ? ImageBatchEvent.Deferred : ImageBatchEvent.Failed,
                CallResults.Create(item, failure, what, null, mayRepeatCharge: false));
        }
    }

    private (ImageBatchResult? Result, Task Flushed) ImportError(OutputLine line)
    {
        var index = Find(line, out var outcome);
        if (index < 0) return outcome;
        var item = _items.Read(index, folder.List.Entries[index]);
        var code = line.ErrorCode ?? "no_response";
        // These were never run, and not charged.
        var isUncharged = code is "batch_expired" or "batch_cancelled" or "batch_canceled";
        var result = new ImageBatchResult(ImageBatchStatus.Failed, item.Id, item.Line)
        {
            Code = code,
            Message = line.ErrorMessage ?? "The Batch API has no response for it.",
            RequestId = line.RequestId,
        };
        return Write(item, isUncharged ? ImageBatchEvent.Deferred : ImageBatchEvent.Failed, result);
    }

    /// <summary>Returns the index of the item that a line is about; else -1, and what to say.</summary>
    private int Find(OutputLine line, out (ImageBatchResult? Result, Task Flushed) outcome)
    {
        outcome = (null, Task.CompletedTask);
        var index = line.CustomId is null ? -1 : folder.List.Find(line.CustomId);
        if (index >= 0) return folder.Statuses[index].WithoutFlags() == ItemStatus.Done ? -1 : index;
        outcome.Result = new ImageBatchResult(ImageBatchStatus.Failed, line.CustomId ?? string.Empty, line: 0)
        {
            Code = "not_in_list",
            Message = "No line of the list has this custom_id.",
        };
        return -1;
    }

    private (ImageBatchResult Result, Task Flushed) Write(
        ImageBatchItem item, ImageBatchEvent kind, ImageBatchResult result)
    {
        folder.Statuses[item.Index] = kind switch
        {
            ImageBatchEvent.Done => ItemStatus.Done,
            ImageBatchEvent.Failed => ItemStatus.Failed,
            _ => ItemStatus.New,
        };
        var entry = JournalEntries.Create(
            kind, result, ContentHash.ToText(item.Entry.Hash), options.TimeProvider.GetUtcNow(), folder.Files);
        return (result, folder.Journal!.WriteAsync(entry));
    }

    private ImagesClient GetClient()
    {
        if (_client is not null) return _client;
        _http = new HttpClient(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var clientOptions = new ImagesClientOptions
        {
            Endpoint = new Uri(Host),
            Timeout = Timeout.InfiniteTimeSpan,
            ValidateRequests = false,
        };
        return _client = new ImagesClient(clientOptions, _http);
    }

    private static FormatException BrokenOff() => new("The line breaks off: the file may be incomplete.");
}
