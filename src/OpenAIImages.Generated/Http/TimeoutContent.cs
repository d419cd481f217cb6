#if NET
using System.Net;
#endif

namespace OpenAIImages.Generated.Http;

/// <summary>The content of a response that can be read until its attempt times out.</summary>
internal sealed class TimeoutContent : StreamContent
{
    private readonly HttpContent _inner;

    public TimeoutContent(HttpContent inner, AttemptTimeout timeout)
        : this(inner, new TimeoutStream(inner, timeout))
    {
    }

    private TimeoutContent(HttpContent inner, TimeoutStream body)
        : base(body)
    {
        _inner = inner;
        Body = body;
        inner.Headers.CopyTo(Headers);
    }

    public TimeoutStream Body { get; }

#if NET
    // The base class passes the token on only for itself, not for classes derived from it.
    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        Body.CopyToAsync(stream, cancellationToken);
#endif

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }
}
