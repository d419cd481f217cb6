using OpenAIImages.Generated.Base64;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>
/// Takes the base64 out of JSON while its bytes arrive, in pieces that may end anywhere, and leaves the small rest to a
/// <see cref="ResponseDocumentReader"/>.
/// </summary>
/// <remarks>
/// It knows just enough of JSON to find the strings, and rejects comments and single quotes, which would let the two
/// readers disagree about where a string is.
/// </remarks>
/// <param name="document">Receives the rest and the images.</param>
/// <param name="maxStreamed">
/// How many images of the list are left to the caller, who takes them from <see cref="Decoded"/>; the document keeps
/// the others.
/// </param>
internal sealed class Base64Extractor(ResponseDocument document, int maxStreamed = 0)
{
    /// <summary>The maximum number of images of a response, of all its events together.</summary>
    public const int MaxImages = 10_000;

    private const int MaxDepth = 64;
    private const int MaxNameLength = 64;

    // More than any response has. Without limits, a small compressed body could take gigabytes.
    private const int MaxValues = 1_000_000;
    private const int MaxLiteralLength = 1000;

    private readonly SegmentedBuffer _rest = document.Rest;
    private readonly byte[] _name = new byte[MaxNameLength];
    private Base64StringReader? _image;
    private State _state;
    private long _offset;

    // One bit for each open container, set for an object.
    private ulong _objects;
    private int _depth;

    private bool _expectsName;
    private int _tokenStart;
    private int _tokenLength;
    private bool _isEscaped;

    // The name just read is that of base64, or of the list; the list is open, and this is its element.
    private bool _isImageName;
    private bool _isListName;
    private bool _isInList;
    private int _element;
    private int _values;
    private int _elements;
    private int _images;
    private int _streamed;

    private enum State
    {
        Start,
        Structure,
        InName,
        InString,
        InLiteral,
        InImage,
        End,
        Failed,
    }

    /// <summary>Gets the first error, if there was one.</summary>
    public ResponseFault? Fault { get; private set; }

    /// <summary>Gets the first error in words.</summary>
    public string FaultMessage { get; private set; } = "";

    /// <summary>Gets whether the root has ended, or enough text was kept after an error: no more is read.</summary>
    public bool IsDone =>
        _state == State.End || (_state == State.Failed && _rest.Length >= ResponseDocument.MaxTextLength);

    /// <summary>Gets the bytes of the image that is being streamed, or has just ended; null if there is none.</summary>
    public SegmentedBuffer? Decoded => IsStreamed ? _image!.Decoder.Output : null;

    /// <summary>Gets whether the last <see cref="Read"/> stopped at the end of an image.</summary>
    public bool HasImageEnded { get; private set; }

    /// <summary>Gets the index of the image: elements of the list that cannot be images do not count.</summary>
    public int ImageIndex { get; private set; }

    private bool IsStreamed { get; set; }

    private bool IsInObject => (_objects & 1) != 0;

    // In the root, in an element of its list, or in an element of a root that is a list.
    private bool IsImageDepth => _depth == 1 || (_depth == 3 && _isInList) || (_depth == 2 && (_objects >> 1 & 1) == 0);

    /// <summary>Reads on, at most to the end of an image, and returns how many bytes were read.</summary>
    public int Read(ReadOnlySpan<byte> chunk)
    {
        if (HasImageEnded) HasImageEnded = IsStreamed = false;
        var read = 0;
        while (read < chunk.Length && !HasImageEnded && !IsDone)
        {
            var ahead = chunk.Slice(read);
            var step = _state switch
            {
                State.InName or State.InString => ReadString(ahead),
                State.InLiteral => ReadLiteral(ahead),
                State.InImage => ReadImage(ahead),
                State.Failed => ReadText(ahead),
                _ => ReadStructure(ahead[0]),
            };
            read += step;
            _offset += step;
        }

        return read;
    }

    /// <summary>Ends the reading: there are no more bytes.</summary>
    public void End()
    {
        if (_state is not (State.End or State.Failed))
        {
            Fail(
                _state == State.Start ? ResponseFault.NotJson : ResponseFault.EndedEarly,
                _state == State.Start ? "The response is empty." : $"The response ended early, after {_offset} bytes.");
        }

        _image?.Decoder.Output.Release();
    }

    /// <summary>Prepares for the next document.</summary>
    public void Reset()
    {
        document.Clear();
        _state = State.Start;
        _objects = 0;
        _offset = _depth = _values = _elements = _images = 0;
        _expectsName = _isEscaped = _isImageName = _isListName = _isInList = false;
        Fault = null;
    }

    private int ReadStructure(byte character)
    {
        var isSpace = character is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
        if (_state == State.Start && !isSpace)
        {
            var isByteOrderMark = _offset < 3 && character == "\uFEFF"u8[(int)_offset];
            if (isByteOrderMark) return 1;
            if (character is not ((byte)'{' or (byte)'['))
            {
                return Fail(ResponseFault.NotJson, "The response is not JSON.");
            }
        }

        switch (character)
        {
            case (byte)',':
                _expectsName = IsInObject;
                return Keep(character);
            case (byte)':' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                return Keep(character);
            case (byte)'}' or (byte)']':
                return EndContainer(character);
            case (byte)'"' when _expectsName:
                _expectsName = false;
                BeginToken(State.InName);
                return Keep(character);
            default:
                return BeginValue(character);
        }
    }

    private int BeginValue(byte character)
    {
        var (isImageName, isListName) = (_isImageName, _isListName);
        _isImageName = _isListName = false;
        if (++_values > MaxValues)
        {
            return Fail(ResponseFault.TooLarge, $"The response has more than {MaxValues} values.");
        }
        if (_isInList && _depth == 2 && character is (byte)'{' or (byte)'"') ImageIndex = ++_element;
        if ((isImageName && ++_images > MaxImages) || (_isInList && _depth == 2 && ++_elements > MaxImages))
        {
            return Fail(ResponseFault.TooLarge, $"The response has more than {MaxImages} images.");
        }

        switch (character)
        {
            case (byte)'"' when isImageName:
                return BeginImage();
            case (byte)'"':
                BeginToken(State.InString);
                return Keep(character);
            case (byte)'[' when isListName:
                _isInList = true;
                _element = -1;
                return BeginContainer(character);
            case (byte)'{' or (byte)'[':
                return BeginContainer(character);
            case (byte)'-' or (
                >= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z'):
                BeginToken(State.InLiteral);
                return 0;
            default:
                return FailAsMalformed();
        }
    }

    private void BeginToken(State state)
    {
        _state = state;
        _tokenStart = _rest.Length;
        _tokenLength = 0;
    }

    private int BeginImage()
    {
        (_image ??= new Base64StringReader()).Start();
        BeginToken(State.InImage);
        IsStreamed = _isInList && _depth == 3 && _element < maxStreamed && _streamed < maxStreamed;
        if (IsStreamed) _streamed++;
        return 1;
    }

    private int BeginContainer(byte character)
    {
        if (_depth == MaxDepth)
        {
            return Fail(ResponseFault.Malformed, $"The response is nested deeper than {MaxDepth} levels.");
        }

        var isObject = character == '{';
        _objects = (_objects << 1) | (isObject ? 1UL : 0);
        _depth++;
        _expectsName = isObject;
        _state = State.Structure;
        return Keep(character);
    }

    private int EndContainer(byte character)
    {
        if (_depth == 0 || IsInObject != (character == '}')) return FailAsMalformed();
        _objects >>= 1;
        _depth--;
        _isInList &= _depth > 1;
        _expectsName = false;
        if (_depth == 0) _state = State.End;
        return Keep(character);
    }

    private int ReadString(ReadOnlySpan<byte> ahead)
    {
        var end = _isEscaped ? 0 : ahead.IndexOfAny((byte)'"', (byte)'\\');
        var read = end < 0 ? ahead.Length : end + 1;
        if (_state == State.InName) KeepName(ahead.Slice(0, read));
        _rest.Append(ahead.Slice(0, read));
        if (_isEscaped) _isEscaped = false;
        else if (end >= 0 && ahead[end] == '\\') _isEscaped = true;
        else if (end >= 0) EndString();
        return read;
    }

    private void KeepName(ReadOnlySpan<byte> part)
    {
        var kept = Math.Max(0, Math.Min(part.Length, MaxNameLength - _tokenLength));
        if (kept > 0) part.Slice(0, kept).CopyTo(_name.AsSpan(_tokenLength));
        _tokenLength += part.Length;
    }

    private void EndString()
    {
        if (_state == State.InName)
        {
            var length = _tokenLength - 1; // without the closing quote
            var name = length < MaxNameLength ? _name.AsSpan(0, length) : default;
            _isImageName = document.Location.IsProperty(name) && IsImageDepth;
            _isListName = _depth == 1 && document.Location.IsList(name);
        }

        _state = State.Structure;
    }

    private int ReadLiteral(ReadOnlySpan<byte> ahead)
    {
        var read = IndexOfEnd(ahead);
        if (read < 0) read = ahead.Length;
        else _state = State.Structure;
        _tokenLength += read;
        if (_tokenLength > MaxLiteralLength)
        {
            return Fail(
                ResponseFault.Malformed, $"The response has a number of more than {MaxLiteralLength} characters.");
        }

        if (ahead.Slice(0, read).IndexOfAny("\"'/"u8) >= 0) return FailAsMalformed();
        _rest.Append(ahead.Slice(0, read));
        return read;
    }

    private static int IndexOfEnd(ReadOnlySpan<byte> literal)
    {
        for (var i = 0; i < literal.Length; i++)
        {
            if (literal[i] is (byte)',' or (byte)'}' or (byte)']' or (byte)':' or <= (byte)' ') return i;
        }

        return -1;
    }

    private int ReadImage(ReadOnlySpan<byte> ahead)
    {
        var read = _image!.Read(ahead);
        if (_image.IsEnded)
        {
            _state = State.Structure;
            HasImageEnded = _image.Decoder.Length > 0;
            if (HasImageEnded) KeepImage();
            else _rest.Append("\"\""u8);
        }

        return _image.IsInvalid
            ? Fail(
                ResponseFault.InvalidBase64,
                $"The base64 in {document.Location.Describe(_isInList ? _element : null)} is invalid at character " +
                $"{_image.Decoder.Position}.",
                read)
            : read;
    }

    private void KeepImage() => document.AddImage(IsStreamed ? null : _image!.Decoder.Output.ToArray());

    private int ReadText(ReadOnlySpan<byte> ahead)
    {
        var read = Math.Min(ahead.Length, ResponseDocument.MaxTextLength - _rest.Length);
        _rest.Append(ahead.Slice(0, read));
        return read;
    }

    private int FailAsMalformed() =>
        Fail(ResponseFault.Malformed, $"The response is not valid JSON at byte {_offset}.");

    private int Fail(ResponseFault fault, string message, int read = 0)
    {
        Fault = fault;
        FaultMessage = message;
        // An image that breaks off is kept as far as it goes; any other value that does is not read.
        var isImage = _state == State.InImage;
        if (isImage && _image!.Decoder.Length > 0) KeepImage();
        document.ReadableLength = _state is State.InName or State.InString or State.InLiteral
            ? _tokenStart : _rest.Length;
        _state = State.Failed;
        return read;
    }

    private int Keep(byte character)
    {
        _rest.Append(character);
        return 1;
    }
}
