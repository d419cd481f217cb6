namespace OpenAIImages.Batch.Transfer;

/// <summary>A large file, read once in large pieces.</summary>
/// <param name="file">The file.</param>
internal sealed class ByteSource(Stream file)
{
    private const int Size = 512 * 1024;

    private readonly byte[] _buffer = new byte[Size];
    private int _start;
    private int _end;

    /// <summary>Gets whether the position can be changed.</summary>
    public bool CanSeek => file.CanSeek;

    /// <summary>Gets the offset of the next byte in the file.</summary>
    public long Position { get; private set; }

    /// <summary>Gets the bytes that were read ahead.</summary>
    public ReadOnlySpan<byte> Ahead => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Reads ahead if the buffer is empty; returns false at the end of the file.</summary>
    public bool Fill()
    {
        if (_start < _end) return true;
        _start = 0;
        // An asynchronous read of a file is a synchronous read on another thread, which costs more than the read.
        _end = file.Read(_buffer, 0, _buffer.Length);
        return _end > 0;
    }

    public void Advance(int count)
    {
        _start += count;
        Position += count;
    }

    public void Seek(long position)
    {
        file.Position = position;
        Position = position;
        _start = _end = 0;
    }
}
