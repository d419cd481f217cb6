namespace OpenAIImages.Generated.Tests;

/// <summary>How a <see cref="ScriptedStream"/> continues after its bytes.</summary>
public enum StreamEnd
{
    /// <summary>It fails once, and then reads as if it had ended properly.</summary>
    Broken,

    /// <summary>It blocks until the read is canceled or the stream is disposed.</summary>
    Silent,

    /// <summary>It blocks until it is disposed, and ignores tokens.</summary>
    SilentUntilDisposed,

    /// <summary>It blocks forever.</summary>
    SilentForEver,
}

/// <summary>A body that returns some bytes and then does not end properly.</summary>
internal sealed class ScriptedStream(string start, StreamEnd end) : Stream
{
    private readonly MemoryStream _start = new(System.Text.Encoding.UTF8.GetBytes(start));
    private readonly TaskCompletionSource<int> _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _failures;

    public bool IsDisposed { get; private set; }

    /// <summary>Completes when a reader waits for the byte that does not come.</summary>
    public Task Waiting => _waiting.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = _start.Read(buffer.Span);
        if (read > 0)
        {
            return read;
        }

        if (end == StreamEnd.Broken)
        {
            _failures++;
            return _failures == 1 ? throw new IOException("The connection broke.") : 0;
        }

        using var registration = end == StreamEnd.Silent
            ? cancellationToken.Register(() => _rest.TrySetCanceled(cancellationToken))
            : default;
        _waiting.TrySetResult();
        return await _rest.Task;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        if (end != StreamEnd.SilentForEver)
        {
            _rest.TrySetException(new ObjectDisposedException(nameof(ScriptedStream)));
        }

        base.Dispose(disposing);
    }
}
