using OpenAIImages.Generated.Internal;
using OpenAIImages.Generated.Responses.Extraction;

namespace OpenAIImages.Generated.Responses;

/// <summary>A stream that fails when more bytes are read than a limit allows.</summary>
internal sealed class LimitedStream(Stream inner, long maxBytes) : ReadOnlyStream
{
    private long _count;

    public override int Read(byte[] buffer, int offset, int count)
    {
        ThrowIfExceeded();
        return Limit(inner.Read(buffer, offset, count));
    }

    protected override async ValueTask<int> ReadCoreAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ThrowIfExceeded();
        return Limit(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Returns how many bytes are within the limit; the next read after the limit fails.</summary>
    private int Limit(int read)
    {
        var left = maxBytes - _count;
        _count += read;
        if (left == 0) ThrowIfExceeded();
        return (int)Math.Min(read, left);
    }

    // Checked before a read, which could wait for bytes that are not needed.
    private void ThrowIfExceeded()
    {
        if (_count <= maxBytes) return;
        throw new ResponseFormatException(ResponseFault.TooLarge, $"The response is larger than {maxBytes} bytes.");
    }
}
