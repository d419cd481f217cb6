using System.Text;
using OpenAIImages.Generated.Base64;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>The JSON of a response without its base64, and the images that were extracted from it.</summary>
internal sealed class ResponseDocument(Base64Location location) : IDisposable
{
    /// <summary>The maximum length of the text that is shown of a response, in bytes.</summary>
    public const int MaxTextLength = 1024 * 1024;

    private readonly List<byte[]?> _images = [];

    /// <summary>Gets where the response has base64.</summary>
    public Base64Location Location => location;

    /// <summary>Gets the JSON, with a placeholder for each image.</summary>
    public SegmentedBuffer Rest { get; } = new();

    /// <summary>Gets or sets how much of the JSON can be read; the rest is incomplete, or follows an error.</summary>
    public int ReadableLength { get; set; } = int.MaxValue;

    /// <summary>Adds a placeholder for an image; null if the image was written to a stream.</summary>
    public void AddImage(byte[]? image)
    {
        Rest.Append((byte)'"');
        Rest.Append(Encoding.UTF8.GetBytes(ResponseDocumentReader.CreatePlaceholder(_images.Count)));
        Rest.Append((byte)'"');
        _images.Add(image);
    }

    /// <summary>Returns a reader for the JSON, up to a number of bytes.</summary>
    public ResponseDocumentReader CreateReader(
        int maxLength = int.MaxValue, CancellationToken cancellationToken = default)
    {
        var json = Rest.GetText(Math.Min(ReadableLength, maxLength));
        return new ResponseDocumentReader(json, default, location.Property, _images, cancellationToken);
    }

    /// <summary>Returns the beginning of the response as text, with placeholders for images.</summary>
    public string GetText() => Rest.GetText(MaxTextLength);

    public void Dispose() => Rest.Release();
}
