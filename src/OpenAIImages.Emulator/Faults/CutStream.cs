using OpenAIImages.Emulator.Http;

namespace OpenAIImages.Emulator.Faults;

/// <summary>The body of a response that ends after a number of bytes.</summary>
internal sealed class CutStream(Stream body, long length) : WriteOnlyStream(body)
{
    private long _left = length;

    /// <exception cref="ConnectionDroppedException">The number of bytes is reached.</exception>
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(buffer.Length, _left);
        if (count > 0) await Body.WriteAsync(buffer[..count], cancellationToken).ConfigureAwait(false);
        _left -= count;
        if (count == buffer.Length) return;
        await Body.FlushAsync(cancellationToken).ConfigureAwait(false); // also sends pending headers
        throw new ConnectionDroppedException();
    }
}
