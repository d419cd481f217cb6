using System.Net;

namespace OpenAIImages.Generated.Http;

/// <summary>
/// The content of a response that can be read until its attempt times out, and peeked at before that.
/// </summary>
internal sealed class TimeoutContent : HttpContent
{
    private readonly HttpContent _inner;
    private TimeoutStream? _stream;

    public TimeoutContent(HttpContent inner, AttemptTimeout timeout)
    {
        _inner = inner;
        Timeout = timeout;
#if NET
        foreach (var header in inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
#else
        foreach (var header in inner.Headers)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
#endif
    }

    public AttemptTimeout Timeout { get; }

    /// <summary>
    /// Returns the first bytes of the body, at most <paramref name="limit"/>; they can be read again afterwards.
    /// </summary>
    public async Task<ArraySegment<byte>> PeekAsync(int limit, CancellationToken cancellationToken)
    {
        await OpenAsync().ConfigureAwait(false);
        return await _stream!.PeekAsync(limit, cancellationToken).ConfigureAwait(false);
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => OpenAsync();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        CopyAsync(stream, CancellationToken.None);

#if NET
    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) =>
        _stream ??= new TimeoutStream(_inner.ReadAsStream(cancellationToken), Timeout);

    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        CopyAsync(stream, cancellationToken);
#endif

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Timeout.Dispose();
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task CopyAsync(Stream target, CancellationToken cancellationToken)
    {
        using var stream = await OpenAsync().ConfigureAwait(false);
        await stream.CopyToAsync(target, 81920, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Stream> OpenAsync() =>
        _stream ??= new TimeoutStream(await _inner.ReadAsStreamAsync().ConfigureAwait(false), Timeout);
}
