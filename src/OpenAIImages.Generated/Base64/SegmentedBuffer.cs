using System.Buffers;

namespace OpenAIImages.Generated.Base64;

/// <summary>
/// The bytes decoded so far, in pooled segments: an image's size is known only at its end, and growing one array
/// would copy it again and again.
/// </summary>
internal sealed class SegmentedBuffer
{
    private const int SmallestSegment = 64 * 1024;
    private const int LargestSegment = 1024 * 1024;

    private readonly List<ArraySegment<byte>> _full = [];
    private byte[] _current = [];
    private int _used;
    private int _lengthOfFull;

    public int Length => _lengthOfFull + _used;

    /// <summary>Room for the next bytes; <see cref="Advance"/> says how many of it were written.</summary>
    public Span<byte> GetSpan(int count)
    {
        if (_current.Length - _used < count) AddSegment(count);
        return _current.AsSpan(_used);
    }

    public void Advance(int count) => _used += count;

    /// <summary>Forgets the bytes and keeps the last segment for the next ones.</summary>
    public void Clear()
    {
        foreach (var segment in _full)
            ArrayPool<byte>.Shared.Return(segment.Array!);
        _full.Clear();
        _used = _lengthOfFull = 0;
    }

    /// <summary>The bytes in an array of exactly their length.</summary>
    public byte[] ToArray()
    {
#if NET
        var bytes = GC.AllocateUninitializedArray<byte>(Length);
#else
        var bytes = new byte[Length];
#endif
        var offset = 0;
        foreach (var segment in _full)
        {
            segment.AsSpan().CopyTo(bytes.AsSpan(offset));
            offset += segment.Count;
        }

        _current.AsSpan(0, _used).CopyTo(bytes.AsSpan(offset));
        return bytes;
    }

    public async Task CopyToAsync(Stream stream, CancellationToken cancellationToken)
    {
        foreach (var segment in _full.Append(new ArraySegment<byte>(_current, 0, _used)))
        {
#if NET
            await stream.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
#else
            await stream.WriteAsync(segment.Array!, segment.Offset, segment.Count, cancellationToken)
                .ConfigureAwait(false);
#endif
        }
    }

    /// <summary>Gives all memory back to the pool.</summary>
    public void Release()
    {
        Clear();
        ArrayPool<byte>.Shared.Return(_current);
        _current = [];
    }

    private void AddSegment(int count)
    {
        if (_used > 0) _full.Add(new ArraySegment<byte>(_current, 0, _used));
        else ArrayPool<byte>.Shared.Return(_current);

        _lengthOfFull += _used;
        var size = Math.Min(Math.Max(SmallestSegment, _current.Length * 2), LargestSegment);
        _used = 0;
        _current = ArrayPool<byte>.Shared.Rent(Math.Max(size, count));
    }
}
