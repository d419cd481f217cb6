using System.Buffers;
using Newtonsoft.Json;
using OpenAIImages.Generated.Responses.Extraction;
using OpenAIImages.Generated.Serialization;

namespace OpenAIImages.Generated.Responses;

/// <summary>Reads a response that is JSON, and extracts its base64 while the bytes arrive.</summary>
internal sealed class JsonResponseReader : IDisposable
{
    /// <summary>Where responses and events have base64.</summary>
    public static readonly Base64Location Location = new(ImagesResponse.JsonNames.Data, Image.JsonNames.Bytes);

    // For a body that is available faster than it is read, such as a file.
    private const int LargeChunkSize = 512 * 1024;

    private readonly ResponseDocument _document = new(Location);
    private readonly Base64Extractor _extractor;

    /// <param name="maxStreamed">How many images are written to streams; the others stay in memory.</param>
    public JsonResponseReader(int maxStreamed) => _extractor = new Base64Extractor(_document, maxStreamed);

    /// <summary>Reads the body up to the end of the root value; the rest is ignored.</summary>
    public async ValueTask ReadBodyAsync(
        ResponseBodyStream body, byte[] chunk, ImageStreamWriter? streams, CancellationToken cancellationToken)
    {
        byte[]? largeChunk = null;
        try
        {
            while (!_extractor.IsDone)
            {
                var count = await body.ReadAsync(chunk.AsMemory(), cancellationToken).ConfigureAwait(false);
                if (count == 0) break;
                var isFull = count == chunk.Length;
                for (var used = 0; used < count && !_extractor.IsDone;)
                {
                    used += _extractor.Read(chunk.AsSpan(used, count - used));
                    if (_extractor.Decoded is not { } decoded) continue;
                    var (index, isEnd) = (_extractor.ImageIndex, _extractor.HasImageEnded);
                    if (_extractor.IsImageInvalid) streams!.Discard();
                    else await streams!.WriteAsync(decoded, index, isEnd, cancellationToken).ConfigureAwait(false);
                }

                if (isFull && largeChunk is null) chunk = largeChunk = ArrayPool<byte>.Shared.Rent(LargeChunkSize);
            }
        }
        catch (ResponseFormatException failure)
        {
            _extractor.End();
            throw Fail(failure.Fault, failure.Message, failure.InnerException);
        }

        if (largeChunk is not null) ArrayPool<byte>.Shared.Return(largeChunk);
        _extractor.End();
        if (_extractor.Fault is { } fault) throw Fail(fault, _extractor.FaultMessage);
    }

    /// <summary>Reads the images of the body that was read.</summary>
    public ImagesResponse ReadImages(CancellationToken cancellationToken)
    {
        using var reader = _document.CreateReader(cancellationToken: cancellationToken);
        var images = Read(reader);
        return reader.IsIncomplete
            ? throw new ResponseFormatException(ResponseFault.Malformed, "The response is not valid JSON.")
            {
                Text = GetText(),
                Images = images,
            }
            : images;
    }

    /// <summary>Returns the beginning of the body as text.</summary>
    public string GetText() => _document.GetText();

    public void Dispose() => _document.Dispose();

    private ResponseFormatException Fail(ResponseFault fault, string message, Exception? cause = null)
    {
        // Of a failed response, only the part that is shown as text is read, to keep its images.
        using var reader = _document.CreateReader(ResponseDocument.MaxTextLength);
        return new ResponseFormatException(fault, message, cause) { Text = GetText(), Images = Read(reader) };
    }

    private static Image? ReadImage(JsonReader reader) =>
        JsonReaderExtensions.TryReadModel(reader, static () => new Image(), out var image) ? image : null;

    private static ImagesResponse Read(ResponseDocumentReader reader)
    {
        var images = new ImagesResponse();
        reader.Read();
        if (reader.TokenType == JsonToken.StartArray)
        {
            JsonReaderExtensions.TryReadList(reader, ReadImage, out var list);
            images.Data = list ?? [];
        }
        else if (reader.TokenType == JsonToken.StartObject)
        {
            images.Read(reader);
        }

        if (reader.IsIncomplete)
        {
            // JSON that is invalid before an image does not cost the image.
            foreach (var image in reader.UnreadImages) images.Data.Add(new Image { Bytes = image });
        }

        images.Normalize();
        return images;
    }
}
