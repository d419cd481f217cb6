using System.Runtime.ExceptionServices;
#if !NET
using System.Runtime.InteropServices;
#endif

namespace OpenAIImages.Generated.Http;

/// <summary>The body of a response, readable until the deadline of its attempt.</summary>
internal sealed class TimeoutStream(Stream inner, AttemptTimeout deadline) : ReadOnlyStream
{
    // How long a read that was told to stop may go on before its stream is disposed of, which must not happen while a thread
    // decompresses in it; and how long it may still use the caller's buffer after that.
    private static readonly TimeSpan Notice = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private ArraySegment<byte> _peeked = new([]);
    private ExceptionDispatchInfo? _failure;

    /// <summary>Reads the first bytes, at most <paramref name="limit"/>, and keeps them for those who read later.</summary>
    public async Task<ArraySegment<byte>> PeekAsync(int limit, CancellationToken cancellationToken)
    {
        var start = new byte[limit];
        var length = 0;
        try
        {
            int read;
            do
            {
                read = await ReadInnerAsync(start.AsMemory(length), cancellationToken).ConfigureAwait(false);
                length += read;
            }
            while (read > 0 && length < limit);
        }
        finally
        {
            _peeked = new ArraySegment<byte>(start, 0, length);
        }

        return _peeked;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (TakePeeked(buffer.AsSpan(offset, count)) is > 0 and var peeked)
        {
            return peeked;
        }

        _failure?.Throw();
        // A synchronous read knows no token: only the stream's end releases it.
        using var release = deadline.Token.Register(static stream => ((Stream)stream!).Dispose(), inner);
        try
        {
            return Checked(inner.Read(buffer, offset, count), count);
        }
        catch (Exception exception)
        {
            Remember(deadline.Explain(exception, CancellationToken.None) ?? exception);
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadPeekedOrInnerAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

#if NET
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ReadPeekedOrInnerAsync(buffer, cancellationToken);
#endif

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            deadline.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private ValueTask<int> ReadPeekedOrInnerAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        TakePeeked(buffer.Span) is > 0 and var peeked
            ? new ValueTask<int>(peeked)
            : ReadInnerAsync(buffer, cancellationToken);

    private async ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _failure?.Throw();
        try
        {
            using (deadline.Link(cancellationToken))
            {
                var read = StartRead(buffer);
                var count = read.IsCompleted
                    ? await read.ConfigureAwait(false)
                    : await UntilInterruptedAsync(read.AsTask()).ConfigureAwait(false);
                return Checked(count, buffer.Length);
            }
        }
        catch (Exception exception)
        {
            Remember(deadline.Explain(exception, cancellationToken) ?? exception);
            throw;
        }
    }

    private ValueTask<int> StartRead(Memory<byte> buffer)
    {
#if NET
        return inner.ReadAsync(buffer, deadline.Token);
#else
        MemoryMarshal.TryGetArray<byte>(buffer, out var array);
        return new ValueTask<int>(inner.ReadAsync(array.Array!, array.Offset, array.Count, deadline.Token));
#endif
    }

    /// <summary>Waits for a read; one whose stream ignores its token is released by the end of its stream.</summary>
    private async Task<int> UntilInterruptedAsync(Task<int> read)
    {
        await Task.WhenAny(read, deadline.Interrupted).ConfigureAwait(false);
        if (!read.IsCompleted) await Task.WhenAny(read, Task.Delay(Notice)).ConfigureAwait(false);
        if (!read.IsCompleted)
        {
            inner.Dispose();
            await Task.WhenAny(read, Task.Delay(Grace)).ConfigureAwait(false);
            // Left behind: what becomes of it is nobody's unobserved exception.
            _ = read.ContinueWith(static left => left.Exception, TaskScheduler.Default);
            deadline.Token.ThrowIfCancellationRequested();
        }

        return await read.ConfigureAwait(false);
    }

    /// <summary>A stream that was disposed of reads as if it had ended: the deadline tells which it is.</summary>
    private int Checked(int read, int wanted)
    {
        deadline.Token.ThrowIfCancellationRequested();
        if (read == 0 && wanted > 0)
        {
            deadline.Dispose();
        }

        return read;
    }

    private int TakePeeked(Span<byte> buffer)
    {
        if (_peeked.Count == 0) return 0;
        var count = Math.Min(buffer.Length, _peeked.Count);
        _peeked.AsSpan(0, count).CopyTo(buffer);
        _peeked = new ArraySegment<byte>(_peeked.Array!, _peeked.Offset + count, _peeked.Count - count);
        return count;
    }

    /// <summary>Throws, now and at each later read: what follows a failure is not the rest of the body.</summary>
    private void Remember(Exception exception)
    {
        _failure = ExceptionDispatchInfo.Capture(exception);
        _failure.Throw();
    }
}
