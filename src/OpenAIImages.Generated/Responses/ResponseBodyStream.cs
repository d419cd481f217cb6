using System.IO.Compression;

namespace OpenAIImages.Generated.Responses;

/// <summary>
/// The body of a response, decompressed where that is left to do, at most so many bytes of it, and with one kind of
/// exception, an <see cref="ResponseFormatException"/>, for all the ways in which a connection or a compression can break.
/// </summary>
/// <param name="response">The response; its body is opened by the first read.</param>
/// <param name="maxBytes">The size above which it is refused, counted after decompression.</param>
/// <param name="ending">What is to be read behind the body's own end.</param>
internal sealed class ResponseBodyStream(HttpResponseMessage response, long maxBytes, ReadOnlyMemory<byte> ending = default) : ReadOnlyStream
{
    // Each takes memory, and depth of the stack in each read; two are already rare.
    private const int MaxEncodings = 4;

    private readonly AttemptTimeout? _deadline = (response.RequestMessage as ApiRequestMessage)?.Deadline;
    private Stream? _inner;
    private ReadOnlyMemory<byte> _ending = ending;
    private long _count;

#if NET
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            ThrowIfTooLarge();
            _inner ??= Open(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            var read = Count(await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
            return read > 0 ? read : TakeEnding(buffer.Span);
        }
#else
    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            ThrowIfTooLarge();
            _inner ??= Open(await response.Content.ReadAsStreamAsync().ConfigureAwait(false));
            // The streams of older frameworks look at the token only before they read.
            using var closing = cancellationToken.Register(_inner.Dispose);
            var read = Count(await _inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));
            return read > 0 ? read : TakeEnding(buffer.AsSpan(offset, count));
        }
#endif
        catch (Exception failure) when (IsInterruption(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ResponseFormatException(
                ResponseFault.Interrupted, "The connection failed while the answer was read.", innerException: failure);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner?.Dispose();
            _deadline?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Lets through what is within the limit; the next read after it fails.</summary>
    private int Count(int read)
    {
        var within = (int)Math.Min(read, maxBytes - _count);
        _count += read;
        if (within == 0) ThrowIfTooLarge();
        return within;
    }

    private void ThrowIfTooLarge()
    {
        if (_count <= maxBytes) return;
        throw new ResponseFormatException(ResponseFault.TooLarge, $"The answer is larger than {maxBytes} bytes.");
    }

    private int TakeEnding(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _ending.Length);
        _ending.Span.Slice(0, count).CopyTo(buffer);
        _ending = _ending.Slice(count);
        return count;
    }

    private Stream Open(Stream body)
    {
        if (_deadline is not null) body = new TimeoutStream(body, _deadline);
        var headers = response.Content.Headers;
        if (!headers.Contains("Content-Encoding")) return body;
        return headers.ContentEncoding.Count <= MaxEncodings
            ? headers.ContentEncoding.Reverse().Aggregate(body, Decompress)
            : throw UnknownEncoding();
    }

    private static ResponseFormatException UnknownEncoding() => new(
        ResponseFault.UnknownEncoding, "The answer's content encoding is not known here.");

    /// <summary>Undoes what the caller's own handlers have left compressed.</summary>
    private static Stream Decompress(Stream body, string encoding) => encoding.ToUpperInvariant() switch
    {
        "IDENTITY" => body,
        "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
#if NET
        "BR" => new BrotliStream(body, CompressionMode.Decompress),
#endif
        _ => throw UnknownEncoding(),
    };

    // InvalidOperationException: WebException of older frameworks, ObjectDisposedException, and brotli that is broken.
    private static bool IsInterruption(Exception failure) => failure
        is IOException or HttpRequestException or InvalidDataException or InvalidOperationException;
}
