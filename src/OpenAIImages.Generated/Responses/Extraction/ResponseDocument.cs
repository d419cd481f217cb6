using System.Globalization;
using System.Text;
using OpenAIImages.Generated.Base64;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>The JSON of a response without its base64, and the images that were taken out of it.</summary>
internal sealed class ResponseDocument : IDisposable
{
    /// <summary>The maximum length of the text that is shown of a response, in bytes.</summary>
    public const int MaxTextLength = 1024 * 1024;

    /// <summary>Begins a placeholder; no base64 does.</summary>
    private const char PlaceholderMark = '…';

    private readonly List<byte[]?> _images = [];

    /// <summary>Gets the JSON, with a placeholder for each image.</summary>
    public SegmentedBuffer Rest { get; } = new();

    /// <summary>Gets or sets how much of the JSON can be read; the rest is an incomplete value, or text after an error.</summary>
    public int ReadableLength { get; set; } = int.MaxValue;

    /// <summary>Adds a string that was base64; the image is null if it was written elsewhere.</summary>
    public void AddImage(byte[]? image)
    {
        Rest.Append((byte)'"');
        Rest.Append(Encoding.UTF8.GetBytes(PlaceholderMark + _images.Count.ToString(CultureInfo.InvariantCulture)));
        Rest.Append((byte)'"');
        _images.Add(image);
    }

    /// <summary>Returns whether a string is a placeholder, and the image that it stands for.</summary>
    public bool TryGetImage(string? text, out byte[]? image)
    {
        image = null;
        var digits = text is { Length: > 1 } && text[0] == PlaceholderMark ? text.Substring(1) : string.Empty;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number >= _images.Count)
        {
            return false;
        }

        image = _images[number];
        return true;
    }

    /// <summary>Returns a reader over the JSON.</summary>
    /// <param name="maxLength">How many bytes of the JSON it reads at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public ResponseDocumentReader CreateReader(
        int maxLength = int.MaxValue, CancellationToken cancellationToken = default)
    {
        var json = Encoding.UTF8.GetString(Rest.ToArray(Math.Min(ReadableLength, maxLength)));
        return new ResponseDocumentReader(json, this, default, cancellationToken);
    }

    /// <summary>Returns the beginning of the response as text, with placeholders for images.</summary>
    public string GetText() => Encoding.UTF8.GetString(Rest.ToArray(MaxTextLength));

    /// <summary>Removes everything, to be used for the next response.</summary>
    public void Clear()
    {
        Rest.Clear();
        _images.Clear();
        ReadableLength = int.MaxValue;
    }

    public void Dispose() => Rest.Release();
}
