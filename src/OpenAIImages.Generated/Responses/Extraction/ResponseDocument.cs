using System.Globalization;
using System.Text;
using Newtonsoft.Json;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>A body that was read: JSON without its base64, and the images that were taken out of it.</summary>
internal sealed class Answer : IDisposable
{
    /// <summary>Begins a placeholder: no base64 begins like this.</summary>
    private const char PlaceholderMark = '#';

    private List<Hole>? _holes;

    /// <summary>The JSON, with a placeholder for each image.</summary>
    public PooledBuffer Rest { get; } = new();

    /// <summary>Puts a placeholder into the rest; the image is null when it went elsewhere.</summary>
    public void AddImage(byte[]? image)
    {
        Rest.Append((byte)'"');
        AddHole(image);
        Rest.Append((byte)'"');
    }

    /// <summary>Keeps the beginning of a base64 string that cannot be read on.</summary>
    public void AddPartOfImage(ReadOnlySpan<byte> prefix, byte[]? decoded)
    {
        Rest.Append((byte)'"');
        Rest.Append(prefix);
        AddHole(decoded);
    }

    /// <summary>The image for a string of the rest; false when the string is no placeholder.</summary>
    public bool TryGetImage(string text, out byte[]? image)
    {
        image = null;
        var digits = text[0] == PlaceholderMark ? text.Substring(1) : string.Empty;
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || !(number < _holes?.Count)) return false;
        image = _holes[number].Image;
        return true;
    }

    /// <summary>Reads the JSON into a model; what no text may repeat, by default nothing, is redacted.</summary>
    /// <exception cref="ResponseFormatException">
    /// A detail cannot be read, such as a number of a thousand digits.
    /// </exception>
    public void ReadInto(JsonModel model, SecretRedactor secrets = default)
    {
        try
        {
            using var reader = new ResponseDocumentReader(this, secrets);
            reader.Read();
            model.Read(reader);
        }
        catch (JsonException refusal)
        {
            throw new ResponseFormatException(ResponseFault.Malformed, "The answer is not valid JSON.", GetText(), refusal);
        }
    }

    /// <summary>
    /// The body as text, at most so many characters of it, with images that are not at hand shown as an ellipsis.
    /// </summary>
    public string GetText(int maxLength = int.MaxValue)
    {
        var text = new StringBuilder();
        var offset = 0;
        foreach (var hole in _holes ?? [])
        {
            text.Append(Encoding.UTF8.GetString(Rest.Bytes, offset, hole.Offset - offset));
            text.Append(hole.Image is null ? "…" : Convert.ToBase64String(hole.Image));
            offset = hole.Offset + hole.Length;
        }

        text.Append(Encoding.UTF8.GetString(Rest.Bytes, offset, Rest.Length - offset));
        return text.ToString(0, Math.Min(text.Length, maxLength));
    }

    public void Dispose() => Rest.Dispose();

    private void AddHole(byte[]? image)
    {
        _holes ??= [];
        var placeholder = PlaceholderMark + _holes.Count.ToString(CultureInfo.InvariantCulture);
        _holes.Add(new Hole(Rest.Length, placeholder.Length, image));
        Rest.Append(Encoding.UTF8.GetBytes(placeholder));
    }

    private readonly struct Hole(int offset, int length, byte[]? image)
    {
        public int Offset => offset;

        public int Length => length;

        public byte[]? Image => image;
    }
}
