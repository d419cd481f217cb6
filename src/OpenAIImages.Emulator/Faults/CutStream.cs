namespace OpenAIImages.Emulator.Faults;

/// <summary>The body of a response, which ends after a number of bytes.</summary>
internal sealed class CutStream(Stream body, long length) : Stream
{
    private long _left = length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="ConnectionDroppedException">The number of bytes is reached.</exception>
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(buffer.Length, _left);
        if (count > 0) await body.WriteAsync(buffer[..count], cancellationToken).ConfigureAwait(false);
        _left -= count;
        if (count == buffer.Length) return;
        await body.FlushAsync(cancellationToken).ConfigureAwait(false); // also sends headers that are not sent yet
        throw new ConnectionDroppedException();
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => body.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
