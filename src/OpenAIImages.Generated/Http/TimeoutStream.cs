using System.Runtime.ExceptionServices;
#if !NET
using System.Runtime.InteropServices;
#endif
using OpenAIImages.Generated.Internal;

namespace OpenAIImages.Generated.Http;

/// <summary>The body of a response, which can be read until its attempt times out.</summary>
internal sealed class TimeoutStream(Stream inner, AttemptTimeout timeout) : ReadOnlyStream
{
    // After cancellation: how long to wait for the read to observe its token before disposing the stream, which must
    // not happen while a thread decompresses in it; and how long to wait for the end of the read after that.
    private static readonly TimeSpan Notice = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private ArraySegment<byte> _peeked = new([]);
    private ExceptionDispatchInfo? _failure;

    /// <summary>Reads the first bytes, at most <paramref name="limit"/>, and keeps them for later reads.</summary>
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
        // A synchronous read has no token: only disposing the stream ends it.
        using var release = timeout.Token.Register(static stream => ((Stream)stream!).Dispose(), inner);
        try
        {
            return Checked(inner.Read(buffer, offset, count), count);
        }
        catch (Exception exception)
        {
            Remember(timeout.Explain(exception, CancellationToken.None) ?? exception);
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
            timeout.Dispose();
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
            using (timeout.Link(cancellationToken))
            {
                var read = StartRead(buffer);
                var count = read.IsCompleted
                    ? await read.ConfigureAwait(false)
                    : await UntilCanceledAsync(read.AsTask()).ConfigureAwait(false);
                return Checked(count, buffer.Length);
            }
        }
        catch (Exception exception)
        {
            Remember(timeout.Explain(exception, cancellationToken) ?? exception);
            throw;
        }
    }

    private ValueTask<int> StartRead(Memory<byte> buffer)
    {
#if NET
        return inner.ReadAsync(buffer, timeout.Token);
#else
        MemoryMarshal.TryGetArray<byte>(buffer, out var array);
        return new ValueTask<int>(inner.ReadAsync(array.Array!, array.Offset, array.Count, timeout.Token));
#endif
    }

    /// <summary>Waits for a read. If its stream ignores the token, disposing the stream ends it.</summary>
    private async Task<int> UntilCanceledAsync(Task<int> read)
    {
        await Task.WhenAny(read, timeout.Canceled).ConfigureAwait(false);
        if (!read.IsCompleted) await Task.WhenAny(read, Task.Delay(Notice)).ConfigureAwait(false);
        if (!read.IsCompleted)
        {
            inner.Dispose();
            await Task.WhenAny(read, Task.Delay(Grace)).ConfigureAwait(false);
            // Its exception, if any, must not be reported as unobserved.
            _ = read.ContinueWith(static left => left.Exception, TaskScheduler.Default);
            timeout.Token.ThrowIfCancellationRequested();
        }

        return await read.ConfigureAwait(false);
    }

    /// <summary>A disposed stream reads as if it had ended: the token tells which it is.</summary>
    private int Checked(int read, int wanted)
    {
        timeout.Token.ThrowIfCancellationRequested();
        if (read == 0 && wanted > 0)
        {
            timeout.Dispose();
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

    /// <summary>Throws, now and at each later read: what comes after a failure is not the rest of the body.</summary>
    private void Remember(Exception exception)
    {
        _failure = ExceptionDispatchInfo.Capture(exception);
        _failure.Throw();
    }
}
