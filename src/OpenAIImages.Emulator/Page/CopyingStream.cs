using OpenAIImages.Emulator.Http;

namespace OpenAIImages.Emulator.Page;

/// <summary>The body of a response that is copied as text while it is sent.</summary>
internal sealed class CopyingStream(Stream body, BodyText copy) : WriteOnlyStream(body)
{
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Body.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        copy.Append(buffer.Span);
    }
}
