using System.Globalization;
using Newtonsoft.Json;
using OpenAIImages.Generated.Security;
using OpenAIImages.Generated.Serialization;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>
/// Reads the JSON of a response: replaces placeholders with their images, redacts secrets, and closes open containers
/// if the JSON is incomplete or invalid, so that the part before can be used.
/// </summary>
internal sealed class ResponseDocumentReader : JsonTextReader
{
    /// <summary>Begins a placeholder; no base64 does.</summary>
    private const char PlaceholderMark = '…';

    private readonly SecretRedactor _secrets;
    private readonly string? _imageName;
    private readonly IReadOnlyList<byte[]?> _images;
    private readonly CancellationToken _cancellationToken;

    // A bit for each open container, set for an object. The depth is limited to 64.
    private ulong _objects;
    private int _depth;

    // After an error the base class no longer knows whether a value is missing, or what is open.
    private bool _expectsValue;
    private JsonToken? _closing;
    private bool _isImage;
    private int _read;

    /// <param name="json">The JSON.</param>
    /// <param name="secrets">What is redacted in all strings.</param>
    /// <param name="imageName">The name of the properties that have placeholders; null if there are none.</param>
    /// <param name="images">The images; null for an image that was written to a stream.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public ResponseDocumentReader(
        string json,
        SecretRedactor secrets,
        string? imageName = null,
        IReadOnlyList<byte[]?>? images = null,
        CancellationToken cancellationToken = default)
        : base(new StringReader(json))
    {
        _secrets = secrets;
        _imageName = imageName;
        _images = images ?? [];
        _cancellationToken = cancellationToken;
        ArrayPool = CharArrayPool.Instance;
        // Texts that look like dates stay texts.
        DateParseHandling = DateParseHandling.None;
    }

    /// <summary>Returns the placeholder of an image.</summary>
    public static string CreatePlaceholder(int index) =>
        PlaceholderMark + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Gets whether the JSON is incomplete or invalid.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Gets the images whose placeholders are after the place where the JSON is invalid.</summary>
    public IEnumerable<byte[]> UnreadImages => _images.Skip(_read).OfType<byte[]>();

    /// <inheritdoc/>
    public override JsonToken TokenType => _closing ?? base.TokenType;

    /// <inheritdoc/>
    public override int Depth => _closing is null ? base.Depth : _depth;

    /// <inheritdoc/>
    public override object? Value =>
        _closing is not null ? null : base.Value is string text ? _secrets.RedactBody(text) : base.Value;

    /// <summary>Reads the next token, without comments; after an error, the end of each open object and list.</summary>
    public override bool Read()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (!IsIncomplete)
        {
            try
            {
                while (base.Read())
                {
                    if (TokenType == JsonToken.Comment) continue;
                    Follow();
                    return true;
                }
            }
            catch (JsonException)
            {
                IsIncomplete = true;
            }
        }

        return CloseOpen();
    }

    private void Follow()
    {
        switch (TokenType)
        {
            case JsonToken.StartObject or JsonToken.StartArray:
                _objects = (_objects << 1) | (TokenType == JsonToken.StartObject ? 1UL : 0);
                _depth++;
                break;
            case JsonToken.EndObject or JsonToken.EndArray:
                _objects >>= 1;
                _depth--;
                break;
            case JsonToken.StartConstructor:
                throw new JsonReaderException("The JSON has a constructor.");
            case JsonToken.Undefined:
                // It could not be written as JSON again.
                SetToken(JsonToken.Null);
                break;
            case JsonToken.String when _isImage && TryGetImage((string)base.Value!, out var image):
                if (image is null) SetToken(JsonToken.Null);
                else SetToken(JsonToken.Bytes, image);
                break;
        }

        _expectsValue = TokenType == JsonToken.PropertyName;
        _isImage = _expectsValue && (string)base.Value! == _imageName;
    }

    private bool TryGetImage(string text, out byte[]? image)
    {
        image = null;
        var digits = text.Length > 1 && text[0] == PlaceholderMark ? text.Substring(1) : string.Empty;
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        if (!isNumber || index >= _images.Count) return false;
        image = _images[index];
        _read = index + 1;
        return true;
    }

    private bool CloseOpen()
    {
        if (_depth == 0) return false;
        IsIncomplete = true;
        if (_expectsValue)
        {
            _expectsValue = false;
            _closing = JsonToken.Null;
            return true;
        }

        _closing = (_objects & 1) != 0 ? JsonToken.EndObject : JsonToken.EndArray;
        _objects >>= 1;
        _depth--;
        return true;
    }
}
