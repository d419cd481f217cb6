using System.Runtime.ExceptionServices;
using OpenAIImages.Generated.Internal;

namespace OpenAIImages.Generated.Http;

/// <summary>The body of a response, opened by the first read, which can be read until its attempt times out.</summary>
internal sealed class TimeoutStream(HttpContent content, AttemptTimeout timeout) : ReadOnlyStream
{
    // After cancellation: how long to wait for the read to observe its token before disposing the stream, which must
    // not happen while a thread decompresses in it; and how long to wait for the end of the read after that.
    private static readonly TimeSpan Notice = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private Stream? _inner;
    private ReadOnlyMemory<byte> _peeked;
    private ExceptionDispatchInfo? _failure;

    public AttemptTimeout Timeout => timeout;

    /// <summary>
    /// Reads the first bytes, at most <paramref name="limit"/>, and keeps them for later reads. If called again before
    /// these, it returns the same bytes.
    /// </summary>
    public async Task<ReadOnlyMemory<byte>> PeekAsync(int limit, CancellationToken cancellationToken)
    {
        if (_peeked.Length > 0) return _peeked;
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
            _peeked = start.AsMemory(0, length);
        }

        return _peeked;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (TakePeeked(buffer.AsSpan(offset, count)) is > 0 and var peeked) return peeked;
        _failure?.Throw();
        try
        {
#if NET
            _inner ??= content.ReadAsStream(timeout.Token);
#else
            // Before .NET 5, there is no synchronous method.
            _inner ??= content.ReadAsStreamAsync().GetAwaiter().GetResult();
#endif
            // A synchronous read has no token: only disposing the stream ends it.
            using var release = timeout.Token.Register(static stream => ((Stream)stream!).Dispose(), _inner);
            return Checked(_inner.Read(buffer, offset, count), count);
        }
        catch (Exception exception)
        {
            Remember(timeout.Explain(exception, CancellationToken.None) ?? exception);
            throw;
        }
    }

    protected override ValueTask<int> ReadCoreAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        TakePeeked(buffer.Span) is > 0 and var peeked
            ? new ValueTask<int>(peeked)
            : ReadInnerAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            timeout.Dispose();
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _failure?.Throw();
        try
        {
            using (timeout.Link(cancellationToken))
            {
                _inner ??= await OpenAsync().ConfigureAwait(false);
                var read = _inner.ReadAsync(buffer, timeout.Token);
                var count = read.IsCompleted
                    ? await read.ConfigureAwait(false)
                    : await UntilCanceledAsync(read.AsTask(), _inner).ConfigureAwait(false);
                return Checked(count, buffer.Length);
            }
        }
        catch (Exception exception)
        {
            Remember(timeout.Explain(exception, cancellationToken) ?? exception);
            throw;
        }
    }

    // Content of a caller's handlers may read all of the body here.
    private async ValueTask<Stream> OpenAsync()
    {
        var stream = content.ReadAsStreamAsync(timeout.Token);
        return stream.IsCompleted
            ? await stream.ConfigureAwait(false)
            : await UntilCanceledAsync(stream, content).ConfigureAwait(false);
    }

    /// <summary>Waits for a read. If its source ignores the token, disposing the source ends it.</summary>
    private async Task<T> UntilCanceledAsync<T>(Task<T> read, IDisposable source)
    {
        await Task.WhenAny(read, timeout.Canceled).ConfigureAwait(false);
        if (!read.IsCompleted) await Task.WhenAny(read, Task.Delay(Notice)).ConfigureAwait(false);
        if (!read.IsCompleted)
        {
            source.Dispose();
            await Task.WhenAny(read, Task.Delay(Grace)).ConfigureAwait(false);
            // Its exception, if any, must not be reported as unobserved.
            _ = read.ContinueWith(static left => left.Exception, TaskScheduler.Default);
            timeout.Token.ThrowIfCancellationRequested();
        }

        return await read.ConfigureAwait(false);
    }

    /// <summary>A disposed stream reads as if it had ended. The token shows which of the two happened.</summary>
    private int Checked(int read, int wanted)
    {
        timeout.Token.ThrowIfCancellationRequested();
        if (read == 0 && wanted > 0) timeout.Dispose();
        return read;
    }

    private int TakePeeked(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _peeked.Length);
        _peeked.Span.Slice(0, count).CopyTo(buffer);
        _peeked = _peeked.Slice(count);
        return count;
    }

    /// <summary>Throws, now and at each later read: what comes after a failure is not the rest of the body.</summary>
    private void Remember(Exception exception)
    {
        _failure = ExceptionDispatchInfo.Capture(exception);
        _failure.Throw();
    }
}
