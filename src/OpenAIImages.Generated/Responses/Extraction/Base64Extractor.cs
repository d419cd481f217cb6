using OpenAIImages.Generated.Base64;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>
/// Extracts base64 from JSON while its bytes arrive, in pieces that may end anywhere, and passes the small rest to a
/// <see cref="ResponseDocumentReader"/>.
/// </summary>
/// <param name="document">Receives the rest and the images.</param>
/// <param name="maxStreamed">How many images of the list the caller takes from <see cref="Decoded"/>.</param>
internal sealed class Base64Extractor(ResponseDocument document, int maxStreamed = 0)
{
    private const int MaxNameLength = 64;
    private const int MaxLiteralLength = 1000;
    private const int MaxMessageLength = 1000;

    private readonly SegmentedBuffer _rest = document.Rest;
    private readonly ResponsePosition _position = new(document.Location);
    private Base64StringReader? _image;
    private JsonState _state;
    private long _offset;
    private bool _expectsName;
    private int _tokenStart;
    private bool _isEscaped;
    private int _streamed;

    /// <summary>Gets the first error, if there was one.</summary>
    public ResponseFault? Fault { get; private set; }

    /// <summary>Gets a text that describes the first error and every invalid image.</summary>
    public string FaultMessage { get; private set; } = "";

    /// <summary>Gets whether the root has ended, or enough text was kept after an error: no more is read.</summary>
    public bool IsDone =>
        _state == JsonState.End || (_state == JsonState.Failed && _rest.Length >= ResponseDocument.MaxTextLength);

    /// <summary>Gets the bytes of the image that is being streamed, or has just ended; null if there is none.</summary>
    public SegmentedBuffer? Decoded => _image is { IsStreamed: true } ? _image.Decoder.Output : null;

    /// <summary>Gets whether <see cref="Read"/> stopped at the end of an image, or where it is invalid.</summary>
    public bool HasImageEnded { get; private set; }

    /// <summary>Gets whether the base64 of the image is invalid; later images are still read.</summary>
    public bool IsImageInvalid => _image is { IsInvalid: true };

    /// <summary>Gets the index of the image.</summary>
    public int ImageIndex => _position.ImageIndex;

    /// <summary>Reads on, at most to the end of an image, and returns how many bytes were read.</summary>
    public int Read(ReadOnlySpan<byte> chunk)
    {
        if (HasImageEnded) _image!.IsStreamed = HasImageEnded = false;
        var read = 0;
        while (read < chunk.Length && !HasImageEnded && !IsDone)
        {
            var ahead = chunk.Slice(read);
            var step = _state switch
            {
                JsonState.InName or JsonState.InString or JsonState.InInvalidImage => ReadString(ahead),
                JsonState.InLiteral => ReadLiteral(ahead),
                JsonState.InImage => ReadImage(ahead),
                JsonState.Failed => ReadText(ahead),
                _ => ReadStructure(ahead[0]),
            };
            read += step;
            _offset += step;
        }

        return read;
    }

    /// <summary>Ends the reading when there are no more bytes.</summary>
    public void End()
    {
        if (_state == JsonState.Start) Fail("The response is empty.", ResponseFault.NotJson);
        if (_state is not (JsonState.End or JsonState.Failed))
        {
            Fail($"The response ended early, after {_offset} bytes.", ResponseFault.EndedEarly);
        }

        _image?.Decoder.Output.Release();
    }

    private int ReadStructure(byte character)
    {
        if (_state == JsonState.Start && character is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
        {
            if (_offset < 3 && character == "\uFEFF"u8[(int)_offset]) return 1;
            var isRoot = character is (byte)'{' or (byte)'[';
            if (!isRoot) return Fail("The response is not JSON.", ResponseFault.NotJson);
        }

        switch (character)
        {
            case (byte)',':
                _expectsName = _position.IsInObject;
                return Keep(character);
            case (byte)':' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                return Keep(character);
            case (byte)'}' or (byte)']':
                return EndContainer(character);
            case (byte)'"' when _expectsName:
                _expectsName = false;
                BeginToken(JsonState.InName);
                return Keep(character);
            default:
                return BeginValue(character);
        }
    }

    private int BeginValue(byte character)
    {
        var isImage = _position.BeginValue(character);
        if (_position.Excess is { } limit) return Fail($"The response has more than {limit}.", ResponseFault.TooLarge);
        switch (character)
        {
            case (byte)'"' when isImage:
                return BeginImage();
            case (byte)'"':
                BeginToken(JsonState.InString);
                return Keep(character);
            case (byte)'{' or (byte)'[':
                return BeginContainer(character);
            default:
                // Comments and single quotes are not allowed: the reader of the rest must find the same strings.
                if (!IsLiteral(character) || character is (byte)'+' or (byte)'.') return FailAsMalformed();
                BeginToken(JsonState.InLiteral);
                return 0;
        }
    }

    private void BeginToken(JsonState state)
    {
        _state = state;
        _tokenStart = _rest.Length;
    }

    private int BeginImage()
    {
        var isStreamed = _position.IsInElement && ImageIndex < maxStreamed && _streamed < maxStreamed;
        if (isStreamed) _streamed++;
        (_image ??= new Base64StringReader(document)).Start(isStreamed);
        BeginToken(JsonState.InImage);
        return 1;
    }

    private int BeginContainer(byte character)
    {
        var isObject = character == '{';
        if (!_position.TryOpen(isObject))
        {
            return Fail($"The response is nested deeper than {ResponsePosition.MaxDepth} levels.");
        }

        _expectsName = isObject;
        _state = JsonState.Structure;
        return Keep(character);
    }

    private int EndContainer(byte character)
    {
        if (!_position.TryClose(isObject: character == '}')) return FailAsMalformed();
        _expectsName = false;
        if (_position.IsOutside) _state = JsonState.End;
        return Keep(character);
    }

    private int ReadString(ReadOnlySpan<byte> ahead)
    {
        var end = _isEscaped ? 0 : ahead.IndexOfAny((byte)'"', (byte)'\\');
        var read = end < 0 ? ahead.Length : end + 1;
        if (_state != JsonState.InInvalidImage) _rest.Append(ahead.Slice(0, read));
        if (_isEscaped) _isEscaped = false;
        else if (end >= 0 && ahead[end] == '\\') _isEscaped = true;
        else if (end >= 0) EndString();
        return read;
    }

    private void EndString()
    {
        if (_state == JsonState.InName)
        {
            var length = _rest.Length - _tokenStart - 2; // without the quotes
            _position.SetName(length <= MaxNameLength ? _rest.GetLast(length + 1).Slice(0, length) : default);
        }

        _state = JsonState.Structure;
    }

    private int ReadLiteral(ReadOnlySpan<byte> ahead)
    {
        var read = 0;
        while (read < ahead.Length && IsLiteral(ahead[read])) read++;
        if (read < ahead.Length) _state = JsonState.Structure;
        if (_rest.Length - _tokenStart + read > MaxLiteralLength)
        {
            return Fail($"The response has a number of more than {MaxLiteralLength} characters.");
        }

        _rest.Append(ahead.Slice(0, read));
        return read;
    }

    private static bool IsLiteral(byte character) => character is (byte)'-' or (byte)'+' or (byte)'.'
        or (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z');

    private int ReadImage(ReadOnlySpan<byte> ahead)
    {
        var read = _image!.Read(ahead);
        if (_image.IsUrl) _state = JsonState.InString;
        if (!_image.IsEnded && !_image.IsInvalid) return read;
        HasImageEnded = _image.Keep();
        if (!HasImageEnded) _rest.Append("\"\""u8);
        _state = _image.IsInvalid ? JsonState.InInvalidImage : JsonState.Structure;
        if (_image.IsInvalid)
        {
            var place = $"{_position.Describe()} is invalid at character {_image.Decoder.Position}";
            Report($"The base64 in {place}.", ResponseFault.InvalidBase64);
        }

        return read;
    }

    private int ReadText(ReadOnlySpan<byte> ahead)
    {
        var read = Math.Min(ahead.Length, ResponseDocument.MaxTextLength - _rest.Length);
        _rest.Append(ahead.Slice(0, read));
        return read;
    }

    private int FailAsMalformed() => Fail($"The response is not valid JSON at byte {_offset}.");

    /// <summary>Keeps the rest as text only.</summary>
    /// <returns>Zero, as the number of bytes that were read.</returns>
    private int Fail(string message, ResponseFault fault = ResponseFault.Malformed)
    {
        Report(message, fault);
        // An incomplete image is kept up to where it ends; any other incomplete value is not read.
        if (_state == JsonState.InImage) _image!.Keep();
        var isToken = _state is JsonState.InName or JsonState.InString or JsonState.InLiteral;
        document.ReadableLength = isToken ? _tokenStart : _rest.Length;
        _state = JsonState.Failed;
        return 0;
    }

    private void Report(string message, ResponseFault fault)
    {
        if (FaultMessage.Length < MaxMessageLength) FaultMessage += Fault is null ? message : " " + message;
        Fault ??= fault;
    }

    private int Keep(byte character)
    {
        _rest.Append(character);
        return 1;
    }
}
