using System.Text;
using OpenAIImages.Generated.Http;
using OpenAIImages.Generated.Internal;
using OpenAIImages.Generated.Responses.Extraction;

namespace OpenAIImages.Generated.Responses;

/// <summary>
/// The body of a response: decompressed, limited in size, and with one kind of exception,
/// <see cref="ResponseFormatException"/>, for all failures of the connection or the decompression.
/// </summary>
/// <param name="response">The response; its body is opened by the first read.</param>
/// <param name="maxBytes">The maximum size, both before and after decompression.</param>
internal sealed class ResponseBodyStream(HttpResponseMessage response, long maxBytes) : ReadOnlyStream
{
    private const int MaxRecording = 32 * 1024;
    private const int TextBufferSize = 16 * 1024;

    private readonly TimeoutStream _body = response.GetBody();
    private LimitedStream? _inner;
    private byte[]? _recording;
    private int _recorded;
    private ReadOnlyMemory<byte> _before;
    private ReadOnlyMemory<byte> _after;

    /// <summary>Gets the time limit of the attempt.</summary>
    public AttemptTimeout Timeout => _body.Timeout;

    /// <summary>Sets bytes that were read already, to be read again, and bytes that follow the body.</summary>
    public void Surround(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after) =>
        (_before, _after) = (before, after);

    /// <summary>Records the last bytes that are read from now on, to show them if the body cannot be used.</summary>
    public void StartRecording() => _recording = new byte[2 * MaxRecording];

    /// <summary>Returns the recorded bytes as text.</summary>
    public string GetRecording() => Encoding.UTF8.GetString(_recording!, 0, _recorded);

    protected override async ValueTask<int> ReadCoreAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (Take(ref _before, buffer.Span) is > 0 and var before) return Record(buffer.Span, before);
        try
        {
            _inner ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
            var read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return read > 0 ? Record(buffer.Span, read) : Take(ref _after, buffer.Span);
        }
        catch (Exception failure) when (IsInterruption(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ResponseFormatException(
                ResponseFault.Interrupted, "The connection failed while the response was read.", failure);
        }
    }

    /// <summary>
    /// Reads at least the given number of bytes, unless the body ends before. Returns how many were read.
    /// </summary>
    public async ValueTask<int> FillAsync(byte[] buffer, int minimum, CancellationToken cancellationToken)
    {
        var length = 0;
        while (length < minimum)
        {
            var read = await this.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0) break;
            length += read;
        }

        return length;
    }

    /// <summary>Reads the beginning of the body as text, as far as it can be read.</summary>
    public async Task<string> ReadTextAsync(CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[TextBufferSize];
        try
        {
            while (text.Length < ResponseDocument.MaxTextLength)
            {
                var read = await this.ReadAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
                if (read == 0) break;
                text.Write(buffer, 0, (int)Math.Min(read, ResponseDocument.MaxTextLength - text.Length));
            }
        }
        catch (ResponseFormatException)
        {
            // The text may be incomplete, but it is still useful, and so is the status.
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner?.Dispose();
            _body.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Record(ReadOnlySpan<byte> buffer, int read)
    {
        if (_recording is null) return read;
        var bytes = buffer.Slice(0, read).Slice(Math.Max(read - MaxRecording, 0));
        if (_recorded + bytes.Length > _recording.Length)
        {
            Array.Copy(_recording, _recorded - MaxRecording, _recording, 0, MaxRecording);
            _recorded = MaxRecording;
        }

        bytes.CopyTo(_recording.AsSpan(_recorded));
        _recorded += bytes.Length;
        return read;
    }

    private static int Take(ref ReadOnlyMemory<byte> bytes, Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, bytes.Length);
        bytes.Span.Slice(0, count).CopyTo(buffer);
        bytes = bytes.Slice(count);
        return count;
    }

    private async ValueTask<LimitedStream> OpenAsync(CancellationToken cancellationToken)
    {
        var limited = new LimitedStream(_body, maxBytes);
        if (!Decompression.IsPossible(response.Content)) return limited;
        var start = await _body.PeekAsync(Decompression.StartLength, cancellationToken).ConfigureAwait(false);
        var body = Decompression.Open(limited, start.Span, response.Content) ?? throw new ResponseFormatException(
            ResponseFault.UnsupportedEncoding, "The content encoding of the response is not supported.");
        return body == limited ? limited : new LimitedStream(body, maxBytes);
    }

    // InvalidOperationException: WebException of older frameworks, ObjectDisposedException, and invalid brotli.
    private static bool IsInterruption(Exception failure) => failure
        is IOException or HttpRequestException or InvalidDataException or InvalidOperationException;
}
