using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>A file in memory, in pooled segments: written once from start to end, then sent piece by piece.</summary>
internal sealed class ImageFile : Stream
{
    // Divisible by 3: the base64 of no segment but the last has padding, so that they can be written one after the
    // other.
    private const int SegmentLength = 3 * 21845;

    private readonly List<byte[]> _segments = [];
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    private IEnumerable<ReadOnlyMemory<byte>> Segments => _segments.Select((segment, index) =>
        (ReadOnlyMemory<byte>)segment.AsMemory(0, (int)Math.Min(SegmentLength, _length - (long)index * SegmentLength)));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var offset = (int)(_length % SegmentLength);
            if (offset == 0) _segments.Add(ArrayPool<byte>.Shared.Rent(SegmentLength));
            var count = Math.Min(buffer.Length, SegmentLength - offset);
            buffer[..count].CopyTo(_segments[^1].AsSpan(offset));
            buffer = buffer[count..];
            _length += count;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Sends the file as it is.</summary>
    public async Task WriteToAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        foreach (var segment in Segments) await output.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends the file in base64.</summary>
    public async Task WriteBase64Async(PipeWriter output, CancellationToken cancellationToken)
    {
        foreach (var segment in Segments)
        {
            var space = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(segment.Length));
            Base64.EncodeToUtf8(segment.Span, space, out _, out var written);
            output.Advance(written);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        foreach (var segment in _segments) ArrayPool<byte>.Shared.Return(segment);
        _segments.Clear();
        _length = 0;
        base.Dispose(disposing);
    }
}
