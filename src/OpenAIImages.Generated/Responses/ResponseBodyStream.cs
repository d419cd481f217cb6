using System.IO.Compression;
using OpenAIImages.Generated.Http;
using OpenAIImages.Generated.Internal;

namespace OpenAIImages.Generated.Responses;

/// <summary>
/// The body of a response: decompressed, of at most so many bytes, and with one kind of exception,
/// <see cref="ResponseFormatException"/>, for all the ways in which a connection or a compression can fail.
/// </summary>
/// <param name="response">The response; its body is opened by the first read.</param>
/// <param name="maxBytes">The maximum size, both before and after decompression.</param>
internal sealed class ResponseBodyStream(HttpResponseMessage response, long maxBytes) : ReadOnlyStream
{
    private Stream? _inner;
    private ReadOnlyMemory<byte> _before;
    private ReadOnlyMemory<byte> _after;

    /// <summary>Sets bytes that were read already, to be read again first, and bytes to be read after the end of the body.</summary>
    public void Surround(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after) => (_before, _after) = (before, after);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

#if NET
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Take(ref _before, buffer.Span) is > 0 and var taken) return taken;
        try
        {
            _inner ??= Open(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            var read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return read > 0 ? read : Take(ref _after, buffer.Span);
        }
#else
    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (Take(ref _before, buffer.AsSpan(offset, count)) is > 0 and var taken) return taken;
        try
        {
            _inner ??= Open(await response.Content.ReadAsStreamAsync().ConfigureAwait(false));
            // The streams of older frameworks look at the token only before they read.
            using var closing = cancellationToken.Register(_inner.Dispose);
            var read = await _inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
            return read > 0 ? read : Take(ref _after, buffer.AsSpan(offset, count));
        }
#endif
        catch (Exception failure) when (IsInterruption(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ResponseFormatException(
                ResponseFault.Interrupted, "The connection failed while the response was read.", failure);
        }
    }

    /// <summary>Fills the buffer, unless the body ends before, and returns the number of bytes read.</summary>
    public async ValueTask<int> ReadAtLeastAsync(byte[] buffer, int minimum, CancellationToken cancellationToken)
    {
        var length = 0;
        while (length < minimum)
        {
            var read = await ReadAsync(buffer, length, buffer.Length - length, cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            length += read;
        }

        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner?.Dispose();
            // Stops the clock also if the body was never opened.
            response.Content.Dispose();
        }

        base.Dispose(disposing);
    }

    private static int Take(ref ReadOnlyMemory<byte> bytes, Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, bytes.Length);
        bytes.Span.Slice(0, count).CopyTo(buffer);
        bytes = bytes.Slice(count);
        return count;
    }

    // One layer of compression: each further one multiplies what few bytes can cost.
    private LimitedStream Open(Stream body)
    {
        var limited = new LimitedStream(body, maxBytes);
        if (!response.Content.Headers.TryGetValues("Content-Encoding", out var values)) return limited;
        string[] encodings = [.. values.SelectMany(value => value.Split(',')).Select(value => value.Trim().ToUpperInvariant())
            .Where(value => value is not ("" or "IDENTITY"))];
        return encodings.Length switch
        {
            0 => limited,
            1 => new LimitedStream(Decompress(limited, encodings[0]), maxBytes),
            _ => throw UnsupportedEncoding(),
        };
    }

    private static Stream Decompress(Stream body, string encoding) => encoding switch
    {
        "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
#if NET
        "BR" => new BrotliStream(body, CompressionMode.Decompress),
        "DEFLATE" => new ZLibStream(body, CompressionMode.Decompress),
#endif
        _ => throw UnsupportedEncoding(),
    };

    private static ResponseFormatException UnsupportedEncoding() => new(
        ResponseFault.UnsupportedEncoding, "The content encoding of the response is not supported.");

    // InvalidOperationException: WebException of older frameworks, ObjectDisposedException, and invalid brotli.
    private static bool IsInterruption(Exception failure) => failure
        is IOException or HttpRequestException or InvalidDataException or InvalidOperationException;
}
