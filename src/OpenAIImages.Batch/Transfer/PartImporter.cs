using OpenAIImages.Batch.List;
using OpenAIImages.Batch.Running;
using OpenAIImages.Generated;

namespace OpenAIImages.Batch.Transfer;

/// <summary>Imports the lines that begin within a part of a file.</summary>
internal sealed class PartImporter : IDisposable
{
    // Never called. As it is not of this machine, images are downloaded only from public addresses, and with https.
    private const string Host = "https://batch.invalid/v1/";

    private readonly BatchFolder _folder;
    private readonly ImageBatchOptions _options;
    private readonly ItemLocks _locks;
    private readonly long _end;
    private readonly ByteSource _source;
    private readonly OutputReader _reader;
    private readonly ItemReader _items;
    private readonly ReplayHandler _handler = new();
    private readonly HttpClient _http;
    private readonly ImagesClient _client;

    /// <param name="folder">The folder with its journal.</param>
    /// <param name="options">The options.</param>
    /// <param name="locks">The locks that all parts share.</param>
    /// <param name="file">The file.</param>
    /// <param name="start">The start of the part, which need not be the start of a line.</param>
    /// <param name="end">The start of the next part.</param>
    public PartImporter(
        BatchFolder folder, ImageBatchOptions options, ItemLocks locks, Stream file, long start, long end)
    {
        (_folder, _options, _locks, _end) = (folder, options, locks, end);
        _items = folder.List.OpenReader();
        _http = new HttpClient(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var clientOptions = new ImagesClientOptions
        {
            Endpoint = new Uri(Host),
            ApiKey = "import-without-key",
            ValidateRequests = false,
        };
        _client = new ImagesClient(clientOptions, _http);
        _source = new ByteSource(file);
        _reader = new OutputReader(_source);
        if (start == 0) return;
        // A line that begins before this part belongs to the previous part.
        _source.Seek(start - 1);
        _reader.SkipLine(end);
    }

    /// <summary>Gets whether all lines were read.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>
    /// Imports the next lines. The list has an entry for each line, and then for the failure that ended the import, if
    /// any.
    /// </summary>
    public async Task<List<ImportedLine>> ReadAsync(int maxLines, CancellationToken cancellationToken)
    {
        List<ImportedLine> lines = [];
        try
        {
            while (lines.Count < maxLines && !IsEnded)
            {
                cancellationToken.ThrowIfCancellationRequested();
                IsEnded = _source.Position >= _end || !_source.Fill();
                if (!IsEnded) lines.Add(await ReadLineAsync(cancellationToken).ConfigureAwait(false));
            }
        }
        catch (Exception failure)
        {
            IsEnded = true;
            lines.Add(new ImportedLine(Task.FromException(failure)));
        }

        return lines;
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
        _handler.Dispose();
        _items.Dispose();
        _reader.Dispose();
    }

    private async Task<ImportedLine> ReadLineAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_reader.Read() is not var (line, hasBody)) return new ImportedLine(Task.CompletedTask);
            return hasBody
                ? await ReadBodyAsync(line, cancellationToken).ConfigureAwait(false)
                : await ImportAsync(line, body: null, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException failure)
        {
            _reader.SkipLine();
            return new ImportedLine(Task.CompletedTask, Failure: failure);
        }
    }

    private async Task<ImportedLine> ReadBodyAsync(OutputLine line, CancellationToken cancellationToken)
    {
        var start = _source.Position;
        var body = new JsonObjectStream(_source);
        if (line.CanReadBody)
        {
            var imported = await ImportAsync(line, body, cancellationToken).ConfigureAwait(false);
            try
            {
                SkipBody(body);
                _reader.ReadRest();
            }
            catch (FormatException) when (imported.Result is { Line: > 0 })
            {
                // The result is already in the journal.
                _reader.SkipLine();
            }

            return imported;
        }

        // The id comes after the body, so the body is skipped first.
        SkipBody(body);
        line = _reader.ReadRest();
        var end = _source.Position;
        if (!_source.CanSeek) throw new FormatException("The body comes before the custom_id.");
        _source.Seek(start);
        var result = await ImportAsync(line, new JsonObjectStream(_source), cancellationToken).ConfigureAwait(false);
        _source.Seek(end);
        return result;
    }

    private async Task<ImportedLine> ImportAsync(
        OutputLine line, JsonObjectStream? body, CancellationToken cancellationToken)
    {
        var index = line.CustomId is null ? -1 : _folder.List.Find(line.CustomId);
        if (index < 0) return CreateUnknown(line);
        using (await _locks.LockAsync(index, cancellationToken).ConfigureAwait(false))
        {
            if (_folder.Statuses[index].WithoutFlags() == ItemStatus.Done) return new ImportedLine(Task.CompletedTask);
            var item = _items.Read(index, _folder.List.Entries[index]);
            return body is null
                ? ImportError(item, line)
                : await SaveAsync(item, line, body, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ImportedLine> SaveAsync(
        ImageBatchItem item, OutputLine line, JsonObjectStream body, CancellationToken cancellationToken)
    {
        var overwrite = _options.Overwrite || _folder.MayReplace(item);
        var path = _folder.PreparePath(item);
        _handler.Set(line, body);
        try
        {
            var saved = await _client.SaveImagesAsync(item.Request, path, overwrite, cancellationToken)
                .ConfigureAwait(false);
            return Write(item, ImageBatchEvent.Done, CallResults.Create(item, saved, null, mayRepeatCharge: false));
        }
        catch (ApiException failure)
        {
            // In a file that was not downloaded completely, the line says nothing about the item.
            SkipBody(body);
            var what = CallFailure.Of(failure);
            var isUncharged = what.Kind is FailureKind.RateLimit or FailureKind.Refused;
            return Write(
                item,
                isUncharged ? ImageBatchEvent.Deferred : ImageBatchEvent.Failed,
                CallResults.Create(item, failure, what, null, mayRepeatCharge: false));
        }
    }

    private ImportedLine ImportError(ImageBatchItem item, OutputLine line)
    {
        var code = line.ErrorCode ?? "no_response";
        // These requests were never run and not charged.
        var isUncharged = code is "batch_expired" or "batch_cancelled" or "batch_canceled";
        var result = new ImageBatchResult(ImageBatchStatus.Failed, item.Id, item.Line)
        {
            Code = code,
            Message = line.ErrorMessage ?? "The Batch API has no response for it.",
            RequestId = line.RequestId,
        };
        return Write(item, isUncharged ? ImageBatchEvent.Deferred : ImageBatchEvent.Failed, result);
    }

    private static ImportedLine CreateUnknown(OutputLine line) => new(
        Task.CompletedTask,
        new ImageBatchResult(ImageBatchStatus.Failed, line.CustomId ?? string.Empty, line: 0)
        {
            Code = "not_in_list",
            Message = "No line of the list has this custom_id.",
        });

    private ImportedLine Write(ImageBatchItem item, ImageBatchEvent kind, ImageBatchResult result)
    {
        var status = kind switch
        {
            ImageBatchEvent.Done => ItemStatus.Done,
            ImageBatchEvent.Failed => ItemStatus.Failed,
            _ => ItemStatus.New,
        };
        _folder.Statuses[item.Index] = status | (_folder.Statuses[item.Index] & ItemStatus.IsTaken);
        var entry = JournalEntries.Create(
            kind, result, ContentHash.ToText(item.Entry.Hash), _options.TimeProvider.GetUtcNow(), _folder.Files);
        return new ImportedLine(_folder.Journal!.WriteAsync(entry), result);
    }

    private static void SkipBody(JsonObjectStream body)
    {
        if (!body.Skip()) throw new FormatException("The line ends early: the file may be incomplete.");
    }
}
