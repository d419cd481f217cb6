using OpenAIImages.Generated.Base64;
using OpenAIImages.Generated.Internal;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>Writes images, one after the other, to streams that the caller opens.</summary>
/// <param name="open">Opens the stream for the image of the given index.</param>
/// <param name="maxCount">How many images are written to streams at most; further images stay in memory.</param>
/// <param name="leaveOpen">Whether the streams stay open.</param>
internal sealed class ImageStreamWriter(Func<int, Stream> open, int maxCount, bool leaveOpen = false) : IDisposable
{
    // Bodies arrive in pieces of 16 KiB; writing fewer and larger pieces to a file is much faster.
    private const int WriteSize = 256 * 1024;

    private Stream? _stream;
    private string? _newFile;

    public int MaxCount => maxCount;

    /// <summary>Gets how many images were written completely.</summary>
    public int Count { get; private set; }

    /// <summary>Writes the decoded part of an image, and closes the stream at the end of the image.</summary>
    public async Task WriteAsync(SegmentedBuffer decoded, int index, bool isEnd, CancellationToken cancellationToken)
    {
        // Fewer bytes may be the decoded beginning of a URL in place of base64.
        if (decoded.Length > (isEnd ? 0 : 3)) _stream ??= Open(index);
        if (_stream is null) return;

        if (isEnd || decoded.Length >= WriteSize)
        {
            await decoded.CopyToAsync(_stream, cancellationToken).ConfigureAwait(false);
            decoded.Clear();
        }

        if (isEnd) await CloseAsync(_stream, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes an image that is in memory.</summary>
    public async Task WriteAsync(byte[] image, int index, CancellationToken cancellationToken)
    {
        _stream = Open(index);
        await _stream.WriteAsync(image.AsMemory(), cancellationToken).ConfigureAwait(false);
        await CloseAsync(_stream, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the stream of an incomplete image, and deletes its file if the file was empty before.</summary>
    public void Discard()
    {
        var stream = _stream;
        _stream = null;
        if (stream is null || leaveOpen) return;
        BestEffort.Run(stream.Dispose);
        if (_newFile is not null) BestEffort.Run(() => File.Delete(_newFile));
    }

    public void Dispose() => Discard();

    private Stream Open(int index)
    {
        var stream = open(index) ?? throw new InvalidOperationException($"No stream was opened for image {index}.");
        _newFile = stream is FileStream { CanSeek: true, Length: 0 } file ? file.Name : null;
        return stream;
    }

    private async Task CloseAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (!leaveOpen) await stream.DisposeAsync().ConfigureAwait(false);
        _stream = null;
        Count++;
    }
}
