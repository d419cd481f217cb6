using System.IO.Compression;

namespace OpenAIImages.Generated;

/// <summary>
/// The body of a response, decompressed where that is left to do, at most so many bytes of it, and with one kind of
/// exception for all the ways in which a connection or a compression can break.
/// </summary>
internal sealed class AnswerBody : Stream
{
    private readonly Stream _inner;
    private readonly long _maxBytes;
    private ReadOnlyMemory<byte> _ending;
    private long _count;

    private AnswerBody(Stream inner, long maxBytes, ReadOnlyMemory<byte> ending)
    {
        _inner = inner;
        _maxBytes = maxBytes;
        _ending = ending;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _count; set => throw new NotSupportedException(); }

    /// <summary>Opens the body of a response.</summary>
    /// <param name="content">The body.</param>
    /// <param name="maxBytes">The size above which it is refused, counted after decompression.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <param name="ending">What is to be read behind the body's own end.</param>
    /// <exception cref="AnswerFormatException">It cannot be opened; reading it throws the same.</exception>
    public static async Task<AnswerBody> OpenAsync(
        HttpContent content, long maxBytes, CancellationToken cancellationToken, ReadOnlyMemory<byte> ending = default)
    {
        try
        {
#if NET
            var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
            var body = await content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
            return new AnswerBody(content.Headers.ContentEncoding.Reverse().Aggregate(body, Decompress), maxBytes, ending);
        }
        catch (Exception failure) when (IsInterruption(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new AnswerFormatException(
                AnswerFault.Interrupted, "The answer could not be read.", string.Empty, failure);
        }
    }

#if NET
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = Count(await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
            return read > 0 ? read : TakeEnding(buffer.Span);
        }
#else
    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        // The streams of older frameworks look at the token only before they read.
        using var closing = cancellationToken.Register(_inner.Dispose);
        try
        {
            var read = Count(await _inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));
            return read > 0 ? read : TakeEnding(buffer.AsSpan(offset, count));
        }
#endif
        catch (Exception failure) when (IsInterruption(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new AnswerFormatException(
                AnswerFault.Interrupted, "The connection failed while the answer was read.", string.Empty, failure);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Lets through what is within the limit; the next read after it fails.</summary>
    private int Count(int read)
    {
        var room = _maxBytes - _count;
        _count += read;
        if (room < 0 || (room == 0 && read > 0))
        {
            throw new AnswerFormatException(
                AnswerFault.TooLarge, $"The answer is larger than {_maxBytes} bytes.", string.Empty);
        }

        return (int)Math.Min(read, room);
    }

    private int TakeEnding(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _ending.Length);
        _ending.Span.Slice(0, count).CopyTo(buffer);
        _ending = _ending.Slice(count);
        return count;
    }

    /// <summary>Undoes what the caller's own handlers have left compressed.</summary>
    private static Stream Decompress(Stream body, string encoding) => encoding.ToUpperInvariant() switch
    {
        "IDENTITY" => body,
        "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
#if NET
        "BR" => new BrotliStream(body, CompressionMode.Decompress),
#endif
        _ => throw new AnswerFormatException(
            AnswerFault.UnknownEncoding, "The answer's content encoding is not known here.", string.Empty),
    };

    // InvalidOperationException: WebException of older frameworks, ObjectDisposedException, and brotli that is broken.
    private static bool IsInterruption(Exception failure) => failure
        is IOException or HttpRequestException or InvalidDataException or InvalidOperationException;
}
