namespace OpenAIImages.Batch.List;

/// <summary>Reads the lines of a file as bytes, with their offsets, one after the other.</summary>
/// <param name="stream">The file, at its beginning.</param>
internal sealed class LineReader(Stream stream)
{
    /// <summary>The maximum length of a line, in bytes: far more than a prompt of 32,000 characters takes.</summary>
    public const int MaxLength = 1024 * 1024;

    private const int FirstBufferSize = 64 * 1024;

    private byte[] _buffer = new byte[FirstBufferSize];
    private int _start;
    private int _end;
    private bool _isEnded;

    /// <summary>Gets the offset of the line in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>Gets the number of the line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Gets the line without its line break; only the beginning if the line is too long.</summary>
    public ArraySegment<byte> Line { get; private set; }

    /// <summary>Gets whether the line is longer than <see cref="MaxLength"/>.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Gets whether the line ends in a line break.</summary>
    public bool IsTerminated { get; private set; }

    private long NextOffset { get; set; }

    /// <summary>Reads the next line; returns false at the end of the file.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        Offset = NextOffset;
        IsTooLong = false;
        var scanned = 0;
        while (true)
        {
            var end = Array.IndexOf(_buffer, (byte)'\n', _start + scanned, _end - _start - scanned);
            if (end >= 0) return Take(end - _start, lineBreak: 1);
            scanned = _end - _start;
            if (_isEnded) return scanned > 0 && Take(scanned, lineBreak: 0);
            if (scanned >= MaxLength)
            {
                IsTooLong = true;
                await SkipAsync(cancellationToken).ConfigureAwait(false);
                return true;
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private bool Take(int length, int lineBreak)
    {
        var text = length > 0 && _buffer[_start + length - 1] == '\r' ? length - 1 : length;
        Line = new ArraySegment<byte>(_buffer, _start, text);
        IsTerminated = lineBreak > 0;
        _start += length + lineBreak;
        NextOffset += length + lineBreak;
        Number++;
        return true;
    }

    private async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        Line = new ArraySegment<byte>([]);
        Number++;
        while (true)
        {
            var end = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            IsTerminated = end >= 0;
            var skipped = (end < 0 ? _end : end + 1) - _start;
            _start += skipped;
            NextOffset += skipped;
            if (end >= 0 || _isEnded) return;
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
#if NET
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
#else
        var read = await stream.ReadAsync(_buffer, _end, _buffer.Length - _end, cancellationToken)
            .ConfigureAwait(false);
#endif
        _isEnded = read == 0;
        _end += read;
    }
}
