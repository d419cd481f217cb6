using System.IO.Pipelines;
using System.Security.Cryptography;
using OpenAIImages.Emulator.Drawing;

namespace OpenAIImages.Emulator.Responses;

/// <summary>A file in pooled memory, which is sent once.</summary>
internal sealed class ImageFile : IDisposable
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: 64 * 1024));

    /// <summary>Draws a picture into the file.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="preview">The number of the preview, starting at 0; null for the finished picture.</param>
    public ImageFile(Picture picture, int? preview)
    {
        using (var stream = _pipe.Writer.AsStream())
        {
            if (preview is { } number) picture.DrawPreview(number, stream);
            else picture.Draw(stream);
        }

        // Examines the whole file without consuming it.
        _pipe.Reader.TryRead(out var file);
        Length = file.Buffer.Length;
        _pipe.Reader.AdvanceTo(file.Buffer.Start);
    }

    public long Length { get; }

    /// <summary>Sends the file as it is.</summary>
    public Task WriteToAsync(PipeWriter output, CancellationToken cancellationToken) =>
        _pipe.Reader.CopyToAsync(output, cancellationToken);

    /// <summary>Sends the file in base64.</summary>
    public async Task WriteBase64Async(PipeWriter output, CancellationToken cancellationToken)
    {
        var base64 = new CryptoStream(
            output.AsStream(leaveOpen: true), new ToBase64Transform(), CryptoStreamMode.Write);
        await using (base64.ConfigureAwait(false))
        {
            await _pipe.Reader.CopyToAsync(base64, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _pipe.Reader.Complete();
}
