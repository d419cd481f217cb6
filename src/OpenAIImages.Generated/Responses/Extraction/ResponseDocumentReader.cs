using Newtonsoft.Json;
using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>
/// Reads the JSON of a response: replaces placeholders with their images, redacts secrets, and closes what is open if the JSON
/// breaks off or is invalid, so that what came before can be used.
/// </summary>
internal sealed class ResponseDocumentReader : JsonTextReader
{
    private readonly ResponseDocument? _document;
    private readonly SecretRedactor _secrets;
    private readonly CancellationToken _cancellationToken;

    // A bit for each open container, set for an object. The depth is limited to 64.
    private ulong _objects;
    private int _depth;
    private bool _isImage;

    public ResponseDocumentReader(
        string json, ResponseDocument? document, SecretRedactor secrets, CancellationToken cancellationToken = default)
        : base(new StringReader(json))
    {
        _document = document;
        _secrets = secrets;
        _cancellationToken = cancellationToken;
        // Texts that look like dates stay texts.
        DateParseHandling = DateParseHandling.None;
    }

    /// <summary>Gets whether the JSON breaks off, or is not valid.</summary>
    public bool IsIncomplete { get; private set; }

    /// <inheritdoc/>
    public override object? Value => base.Value is string text ? _secrets.RedactBody(text) : base.Value;

    /// <summary>Reads the next token; after an error, the end of each open object and list.</summary>
    public override bool Read()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (!IsIncomplete)
        {
            try
            {
                if (base.Read())
                {
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
            case JsonToken.String when _isImage && _document!.TryGetImage((string?)base.Value, out var image):
                if (image is null) SetToken(JsonToken.Null);
                else SetToken(JsonToken.Bytes, image);
                break;
        }

        _isImage = _document is not null && TokenType == JsonToken.PropertyName
            && base.Value is Image.JsonNames.Bytes;
    }

    private bool CloseOpen()
    {
        if (_depth == 0) return false;
        IsIncomplete = true;
        if (TokenType == JsonToken.PropertyName)
        {
            SetToken(JsonToken.Null);
            return true;
        }

        SetToken((_objects & 1) != 0 ? JsonToken.EndObject : JsonToken.EndArray);
        _objects >>= 1;
        _depth--;
        return true;
    }
}
