using System.Buffers;
using System.Text;

namespace OpenAIImages.Generated.Base64;

/// <summary>Stores bytes in pooled segments: a growing array would be copied again and again.</summary>
internal sealed class SegmentedBuffer
{
    private const int SmallestSegment = 16 * 1024;
    private const int LargestSegment = 1024 * 1024;

    private readonly List<ArraySegment<byte>> _full = [];
    private byte[] _current = [];
    private int _used;
    private int _lengthOfFull;

    public int Length => _lengthOfFull + _used;

    /// <summary>
    /// Returns space for the next bytes; call <see cref="Advance"/> with the number of bytes that were written.
    /// </summary>
    public Span<byte> GetSpan(int count)
    {
        if (_current.Length - _used < count) AddSegment(count);
        return _current.AsSpan(_used);
    }

    public void Advance(int count) => _used += count;

    public void Append(byte value)
    {
        GetSpan(1)[0] = value;
        _used++;
    }

    public void Append(ReadOnlySpan<byte> values)
    {
        while (values.Length > 0)
        {
            var room = GetSpan(1);
            var count = Math.Min(room.Length, values.Length);
            values.Slice(0, count).CopyTo(room);
            _used += count;
            values = values.Slice(count);
        }
    }

    /// <summary>Removes the bytes and keeps the last segment for the next ones.</summary>
    public void Clear()
    {
        foreach (var segment in _full) ArrayPool<byte>.Shared.Return(segment.Array!);
        _full.Clear();
        _used = _lengthOfFull = 0;
    }

    /// <summary>Returns a copy of the bytes, of at most the given length.</summary>
    public byte[] ToArray(int maxLength = int.MaxValue)
    {
        var length = Math.Min(Length, maxLength);
#if NET
        var bytes = GC.AllocateUninitializedArray<byte>(length);
#else
        var bytes = new byte[length];
#endif
        var offset = 0;
        for (var i = 0; i <= _full.Count; i++)
        {
            var segment = GetSegment(i);
            var count = Math.Min(segment.Count, length - offset);
            segment.AsSpan(0, count).CopyTo(bytes.AsSpan(offset));
            offset += count;
        }

        return bytes;
    }

    /// <summary>
    /// Returns the last bytes, fewer than the size of a segment, of a buffer that was only appended to.
    /// </summary>
    public ReadOnlySpan<byte> GetLast(int count)
    {
        if (count <= _used) return _current.AsSpan(_used - count, count);
        var former = _full[_full.Count - 1].AsSpan();
        return (byte[])[.. former.Slice(former.Length + _used - count), .. _current.AsSpan(0, _used)];
    }

    /// <summary>Returns the bytes, at most the given number of them, as text.</summary>
    public string GetText(int maxLength)
    {
        var length = Math.Min(Length, maxLength);
        return _full.Count == 0
            ? Encoding.UTF8.GetString(_current, 0, length)
            : Encoding.UTF8.GetString(ToArray(length));
    }

    public async Task CopyToAsync(Stream stream, CancellationToken cancellationToken)
    {
        for (var i = 0; i <= _full.Count; i++)
        {
            await stream.WriteAsync(GetSegment(i).AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns all memory to the pool.</summary>
    public void Release()
    {
        Clear();
        ArrayPool<byte>.Shared.Return(_current);
        _current = [];
    }

    private ArraySegment<byte> GetSegment(int index) =>
        index < _full.Count ? _full[index] : new ArraySegment<byte>(_current, 0, _used);

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
