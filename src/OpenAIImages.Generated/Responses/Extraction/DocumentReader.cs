using System.Buffers;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>Reads one answer, and takes its base64 out while the bytes arrive.</summary>
internal sealed class DocumentReader(Answer answer, Base64Location path, bool keepImages)
{
    private const int ChunkSize = 64 * 1024;
    private const int MaxTextOfTooLarge = 1024 * 1024;

    private readonly Base64Extractor _splitter = new(path, answer, keepImages);

    /// <summary>Reads a response's body to its end.</summary>
    /// <param name="response">The response.</param>
    /// <param name="path">Where in it the base64 is.</param>
    /// <param name="openStream">Opens a stream for each image; null keeps the images in the answer.</param>
    /// <param name="maxBytes">The size above which a body is refused, counted after decompression.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ResponseFormatException">The body is not an answer, or does not come to its end.</exception>
    public static async ValueTask<Answer> ReadAsync(
        HttpResponseMessage response,
        Base64Location path,
        Func<int, Stream>? openStream,
        long maxBytes,
        CancellationToken cancellationToken)
    {
        using ImageStreamWriter? streams = openStream is null ? null : new ImageStreamWriter(openStream);
        var reader = new DocumentReader(new Answer(), path, keepImages: streams is null);
        try
        {
            // A read that fails may still write to the array: only one that was used to the end goes back to the pool.
            var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
            using var body = new ResponseBodyStream(response, maxBytes);
            while (!reader._splitter.IsFull)
            {
                var count = await body.ReadAsync(chunk.AsMemory(), cancellationToken).ConfigureAwait(false);
                if (count == 0) break;
                for (var used = 0; used < count && !reader._splitter.IsFull;)
                {
                    used += reader._splitter.Read(chunk.AsSpan(used, count - used));
                    if (streams is not null) await reader.WriteAsync(streams, cancellationToken).ConfigureAwait(false);
                }
            }

            ArrayPool<byte>.Shared.Return(chunk);
        }
        catch (ResponseFormatException failure)
        {
            reader._splitter.End();
            throw reader.Fail(failure.Fault, failure.Message, failure.InnerException);
        }

        return reader.End();
    }

    /// <summary>Reads JSON that is all there, such as the data of an event.</summary>
    /// <exception cref="ResponseFormatException">It is not a JSON object.</exception>
    public static Answer Read(ReadOnlySpan<byte> json, Base64Location path)
    {
        var reader = new DocumentReader(new Answer(), path, keepImages: true);
        while (json.Length > 0 && !reader._splitter.IsFull)
            json = json.Slice(reader._splitter.Read(json));
        return reader.End();
    }

    private Task WriteAsync(ImageStreamWriter streams, CancellationToken cancellationToken) =>
        _splitter is { Decoded: { } decoded, Fault: null }
            ? streams.WriteAsync(decoded, _splitter.ImageIndex, _splitter.HasImageEnded, cancellationToken)
            : Task.CompletedTask;

    private Answer End()
    {
        _splitter.End();
        return _splitter.Fault is { } fault ? throw Fail(fault, _splitter.FaultMessage) : answer;
    }

    private ResponseFormatException Fail(ResponseFault fault, string message, Exception? cause = null) =>
        new(fault, message, answer.GetText(fault == ResponseFault.TooLarge ? MaxTextOfTooLarge : int.MaxValue), cause);
}
