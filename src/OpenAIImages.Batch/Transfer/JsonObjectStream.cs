namespace OpenAIImages.Batch.Transfer;

/// <summary>The bytes of one JSON object within a line of a file, up to its last brace.</summary>
/// <param name="source">The file, at the first brace.</param>
internal sealed class JsonObjectStream(ByteSource source) : Stream
{
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isBroken;

    /// <summary>Gets whether the object is complete; false if the line ended before.</summary>
    public bool IsComplete { get; private set; }

    private bool IsEnded => IsComplete || _isBroken;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads to the end of the object.</summary>
    /// <returns>False if the line ended before.</returns>
    public bool Skip()
    {
        while (!IsEnded && source.Fill()) source.Advance(Scan(source.Ahead));
        return IsComplete;
    }

#if NET
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Take(buffer.Span));
    }
#endif

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Read(buffer, offset, count));
    }

    public override int Read(byte[] buffer, int offset, int count) => Take(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private int Take(Span<byte> buffer)
    {
        if (IsEnded || !source.Fill()) return 0;
        var ahead = source.Ahead;
        if (ahead.Length > buffer.Length) ahead = ahead.Slice(0, buffer.Length);
        var count = Scan(ahead);
        ahead.Slice(0, count).CopyTo(buffer);
        source.Advance(count);
        return count;
    }

    /// <summary>Returns how many of the bytes belong to the object.</summary>
    private int Scan(ReadOnlySpan<byte> bytes)
    {
        var read = 0;
        while (read < bytes.Length)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                read++;
                continue;
            }

            var ahead = bytes.Slice(read);
            var found = _isInString
                ? ahead.IndexOfAny((byte)'"', (byte)'\\', (byte)'\n')
                : ahead.IndexOfAny("\"{}\n"u8);
            if (found < 0) return bytes.Length;
            read += found + 1;
            switch (ahead[found])
            {
                case (byte)'"':
                    _isInString = !_isInString;
                    break;
                case (byte)'\\':
                    _isEscaped = true;
                    break;
                case (byte)'{':
                    _depth++;
                    break;
                case (byte)'\n':
                    _isBroken = true;
                    return read - 1;
                default:
                    if (--_depth > 0) break;
                    IsComplete = true;
                    return read;
            }
        }

        return read;
    }
}
