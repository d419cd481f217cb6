using System.Buffers;
using System.Runtime.CompilerServices;
using OpenAIImages.Generated.Responses.Extraction;

namespace OpenAIImages.Generated.Responses;

/// <summary>Reads a successful response: JSON, events or a picture, whichever was requested.</summary>
internal sealed class ResponseReader(HttpResponseMessage response, long maxBytes)
{
    private const int ChunkSize = 64 * 1024;

    private static readonly byte[] EndOfEvent = "\n\n"u8.ToArray();

    private ResponseKind _kind = ResponseKind.Other;

    /// <summary>Reads a response with at least one image, and writes images to streams if there are any.</summary>
    public async Task<ImagesResponse> ReadAsync(ImageStreamWriter? streams, CancellationToken cancellationToken)
    {
        using var body = new ResponseBodyStream(response, maxBytes);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            await ReadStartAsync(body, chunk, cancellationToken).ConfigureAwait(false);
            var images = _kind switch
            {
                ResponseKind.Json => await ReadJsonAsync(body, chunk, streams, cancellationToken).ConfigureAwait(false),
                ResponseKind.Events => await CollectEventsAsync(body, streams, cancellationToken).ConfigureAwait(false),
                _ => await ReadPictureAsync(body, cancellationToken).ConfigureAwait(false),
            };
            if (streams is not null) await WriteAsync(images, streams, cancellationToken).ConfigureAwait(false);
            images.Metadata = new ResponseMetadata(response);
            // A failed read may still write to the array, so the array is returned only after a successful read.
            ArrayPool<byte>.Shared.Return(chunk);
            return images;
        }
        catch (ResponseFormatException failure)
        {
            throw ApiExceptionFactory.Create(response, failure);
        }
    }

    /// <summary>Reads events, at least one of them with an image.</summary>
    public async IAsyncEnumerable<ImageGenStreamEvent> ReadEventsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var body = new ResponseBodyStream(response, maxBytes);
        var metadata = new ResponseMetadata(response);
        var events = ReadEventsAsync(body, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var closing = events.ConfigureAwait(false);
        while (await MoveNextAsync(events).ConfigureAwait(false))
        {
            events.Current.Metadata = metadata;
            yield return events.Current;
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ImageGenStreamEvent> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (ResponseFormatException failure)
        {
            throw ApiExceptionFactory.Create(response, failure);
        }
    }

    private async IAsyncEnumerable<ImageGenStreamEvent> ReadEventsAsync(
        ResponseBodyStream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chunk = new byte[ChunkSize];
        await ReadStartAsync(body, chunk, cancellationToken).ConfigureAwait(false);
        if (_kind == ResponseKind.Events)
        {
            var reader = new EventStreamReader(body);
            await foreach (var item in reader.ReadAsync(cancellationToken).ConfigureAwait(false)) yield return item;
            yield break;
        }

        var images = _kind == ResponseKind.Json
            ? await ReadJsonAsync(body, chunk, streams: null, cancellationToken).ConfigureAwait(false)
            : await ReadPictureAsync(body, cancellationToken).ConfigureAwait(false);
        foreach (var item in StreamEventConverter.ToEvents(images)) yield return item;
    }

    /// <summary>
    /// Reads enough bytes to detect the kind of the response. The body is then read from its beginning again.
    /// </summary>
    private async ValueTask ReadStartAsync(
        ResponseBodyStream body, byte[] chunk, CancellationToken cancellationToken)
    {
        var length = 0;
        while (_kind == ResponseKind.Other && length < ResponseKindDetector.MaxLength)
        {
            var read = await body.ReadAsync(chunk.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            length += read;
            _kind = ResponseKindDetector.Detect(chunk.AsSpan(0, length), response);
            // Some servers send white space until the response is ready.
            var isLong = length >= ResponseKindDetector.MaxLength;
            if (isLong && ResponseKindDetector.IsBlank(chunk.AsSpan(0, length))) length = 0;
        }

        // An event counts only with a blank line after it. The last event may lack it; its JSON shows whether it is
        // complete.
        body.Surround(chunk.AsMemory(0, length), _kind == ResponseKind.Events ? EndOfEvent : default);
        if (_kind != ResponseKind.Other) return;
        var text = await body.ReadTextAsync(cancellationToken).ConfigureAwait(false);
        var message = string.IsNullOrWhiteSpace(text) ? "The response is empty." : "The response is not JSON.";
        throw new ResponseFormatException(ResponseFault.NotJson, message) { Text = text };
    }

    private async Task<ImagesResponse> ReadJsonAsync(
        ResponseBodyStream body, byte[] chunk, ImageStreamWriter? streams, CancellationToken cancellationToken)
    {
        using var reader = new JsonResponseReader(streams?.MaxCount ?? 0);
        try
        {
            await reader.ReadBodyAsync(body, chunk, streams, cancellationToken).ConfigureAwait(false);
            var images = reader.ReadImages(body.Timeout.Token);
            return streams?.Count > 0 || images.Data.Any(image => image.HasSource)
                ? images
                : throw ApiExceptionFactory.CreateNoImage(response, reader.GetText(), images);
        }
        catch (OperationCanceledException failure) when (
            failure.InnerException is null && body.Timeout.Explain(failure, cancellationToken) is not null)
        {
            throw body.Timeout.Explain(failure, cancellationToken)!;
        }
    }

    private static async Task<ImagesResponse> CollectEventsAsync(
        ResponseBodyStream body, ImageStreamWriter? streams, CancellationToken cancellationToken)
    {
        var images = new ImagesResponse();
        var reader = new EventStreamReader(body);
        try
        {
            await foreach (var item in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (item is not ImageGenCompletedEvent completed) continue;
                StreamEventConverter.Add(images, completed);
                // Each image is written immediately, so that a later failure does not lose it.
                if (streams is not null) await WriteAsync(images, streams, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ResponseFormatException failure)
        {
            failure.Images = images;
            throw;
        }

        return images;
    }

    private static async Task<ImagesResponse> ReadPictureAsync(
        ResponseBodyStream body, CancellationToken cancellationToken)
    {
        using var picture = new MemoryStream();
        try
        {
            await body.CopyToAsync(picture, ChunkSize, cancellationToken).ConfigureAwait(false);
        }
        catch (ResponseFormatException failure)
        {
            failure.Images = ToResponse(picture);
            throw;
        }

        return ToResponse(picture);
    }

    private static ImagesResponse ToResponse(MemoryStream picture) =>
        new() { Data = [new Image { Bytes = picture.ToArray() }] };

    /// <summary>Writes images that are still in memory, as those of events and data URLs are.</summary>
    private static async Task WriteAsync(
        ImagesResponse images, ImageStreamWriter streams, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Math.Min(images.Data.Count, streams.MaxCount); i++)
        {
            if (images.Data[i] is not { Bytes: { } bytes } image) continue;
            await streams.WriteAsync(bytes, i, cancellationToken).ConfigureAwait(false);
            image.Bytes = null;
        }
    }
}
