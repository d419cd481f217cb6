namespace OpenAIImages.Generated.Tests;

/// <summary>How the bytes of a body arrive.</summary>
public enum Arrival
{
    AtOnce,
    ByteByByte,
    InRandomChunks,
}

/// <summary>A body that arrives in pieces, and can only be read asynchronously.</summary>
internal sealed class ChunkedStream : MemoryStream
{
    private readonly byte[] _body;
    private readonly Func<int> _nextSize;

    public ChunkedStream(byte[] body, Arrival arrival, int seed = 0)
        : base(body, writable: false)
    {
        var random = new Random(seed);
        _body = body;
        _nextSize = arrival switch
        {
            Arrival.ByteByByte => () => 1,
            Arrival.InRandomChunks => () => random.Next(1, 12),
            _ => () => int.MaxValue,
        };
    }

    /// <summary>The number of bytes that were read; available even when the stream is closed.</summary>
    public int BytesRead { get; private set; }

    // So that there is no Content-Length.
    public override bool CanSeek => false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(Math.Min(buffer.Length, _nextSize()), Length - Position);
        _body.AsMemory((int)Position, count).CopyTo(buffer);
        Position += count;
        BytesRead += count;
        return ValueTask.FromResult(count);
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The body was read synchronously.");
}
