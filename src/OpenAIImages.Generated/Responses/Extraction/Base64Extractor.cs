namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>
/// Takes the base64 out of a JSON answer while its bytes arrive, in pieces cut anywhere, and leaves the small rest.
/// </summary>
/// <remarks>
/// It knows JSON just well enough to be certain where a string stands, and is strict about it: comments, single quotes and
/// whatever else some readers take are refused, so that whoever reads the rest sees the same structure. After the first fault it interprets nothing any more and only keeps the text.
/// </remarks>
/// <param name="path">Where the base64 is.</param>
/// <param name="answer">Takes the rest and the images.</param>
/// <param name="keepImages">
/// Whether the images stay in the answer; otherwise whoever feeds the splitter takes them from <see cref="Decoded"/>.
/// </param>
internal sealed class Base64Extractor(Base64Location path, Answer answer, bool keepImages)
{
    private const int MaxDepth = 64;

    // Far more than an answer has. Each value becomes objects, and each image a file, where the caller wants files: without a
    // limit, a small body would become gigabytes.
    private const int MaxValues = 1_000_000;
    private const int MaxElements = 10_000;

    private const int MaxTextAfterFault = 1024 * 1024;

    private readonly PooledBuffer _rest = answer.Rest;
    private Base64StringReader? _image;
    private State _state;
    private long _offset;
    private int _textLimit;

    // One bit for each open container: set when it is an object.
    private ulong _objects;
    private int _depth;

    // Where the name or literal that is being read begins in the rest, and whether its next character is escaped.
    private int _tokenStart;
    private bool _isEscaped;

    // Whether the name just read leads to the images; whether the list is open, and at which element of it.
    private bool _isOnPath;
    private bool _isInList;
    private int _element;
    private int _values;

    private enum State
    {
        Start,
        FirstName,
        Name,
        InName,
        Colon,
        FirstElement,
        Value,
        InString,
        InLiteral,
        InImage,
        AfterValue,
        End,
        Text,
    }

    /// <summary>The first fault, if there was one.</summary>
    public ResponseFault? Fault { get; private set; }

    /// <summary>The first fault in words.</summary>
    public string FaultMessage { get; private set; } = "";

    /// <summary>Whether there is a fault and enough text has been kept of it: more need not be read.</summary>
    public bool IsFull => _state == State.Text && _rest.Length >= _textLimit;

    /// <summary>The bytes of the image that is being read, or that has just ended; null before the first.</summary>
    public SegmentedBuffer? Decoded => _image?.Decoder.Output;

    /// <summary>Whether the last <see cref="Read"/> stopped behind an image.</summary>
    public bool HasImageEnded { get; private set; }

    /// <summary>Which image of the answer it is: elements of the list that are no objects do not count.</summary>
    public int ImageIndex { get; private set; }

    /// <summary>Reads on, at most to the end of an image; returns how many bytes were used.</summary>
    public int Read(ReadOnlySpan<byte> chunk)
    {
        HasImageEnded = false;
        var used = 0;
        while (used < chunk.Length && !HasImageEnded && !IsFull)
        {
            var ahead = chunk.Slice(used);
            var step = _state switch
            {
                State.InName or State.InString => ReadString(ahead),
                State.InLiteral => ReadLiteral(ahead),
                State.InImage => ReadImage(ahead),
                State.Text => ReadText(ahead),
                _ => ReadStructure(ahead[0]),
            };
            used += step;
            _offset += step;
        }

        return used;
    }

    /// <summary>Says that there are no more bytes.</summary>
    public void End()
    {
        if (_state == State.Start) Fail(ResponseFault.NotAnObject, "The answer is empty.");
        if (_state == State.InImage) KeepPartOfImage();
        if (_state is not (State.End or State.Text))
            Fail(ResponseFault.EndedEarly, $"The answer ended early, after {_offset} bytes.");
        Decoded?.Release();
    }

    private int ReadStructure(byte character)
    {
        switch (_state)
        {
            case not State.Start when JsonSyntax.IsWhiteSpace(character):
                return Keep(character, _state);
            case State.Start:
                return ReadStart(character);
            case State.FirstName when character == '}':
            case State.FirstElement when character == ']':
            case State.AfterValue when character == (IsInObject ? '}' : ']'):
                return EndContainer(character);
            case State.FirstName or State.Name when character == '"':
                _tokenStart = _rest.Length + 1;
                return Keep(character, State.InName);
            case State.Colon when character == ':':
                return Keep(character, State.Value);
            case State.FirstElement or State.Value:
                return BeginValue(character);
            case State.AfterValue when character == ',':
                return Keep(character, IsInObject ? State.Name : State.Value);
            default:
                return FailAsMalformed();
        }
    }

    private int ReadStart(byte character)
    {
        var isByteOrderMark = _offset < 3 && character == "\uFEFF"u8[(int)_offset];
        if (isByteOrderMark) return 1;
        if (JsonSyntax.IsWhiteSpace(character)) return Keep(character, State.Start);
        return character == '{'
            ? BeginContainer(character)
            : Fail(ResponseFault.NotAnObject, "The answer is not a JSON object.");
    }

    private int BeginValue(byte character)
    {
        var isOnPath = _isOnPath;
        _isOnPath = false;
        if (++_values > MaxValues) return Fail(ResponseFault.TooLarge, $"The answer has more than {MaxValues} values.");
        if (_isInList && _depth == 2)
        {
            if (++_element == MaxElements) return Fail(ResponseFault.TooLarge, $"The answer has more than {MaxElements} images.");
            if (character == '{') ImageIndex++;
        }

        switch (character)
        {
            case (byte)'"' when isOnPath && _depth == path.Depth:
                (_image ??= new Base64StringReader()).Start();
                _state = State.InImage;
                return 1;
            case (byte)'"':
                return Keep(character, State.InString);
            case (byte)'[' when isOnPath && _depth == 1:
                _isInList = true;
                _element = ImageIndex = -1;
                return BeginContainer(character);
            case (byte)'{' or (byte)'[':
                return BeginContainer(character);
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'z'):
                _tokenStart = _rest.Length;
                _state = State.InLiteral;
                return 0;
            default:
                return FailAsMalformed();
        }
    }

    private int BeginContainer(byte character)
    {
        if (_depth == MaxDepth)
            return Fail(ResponseFault.Malformed, $"The answer is nested deeper than {MaxDepth} levels.");

        var isObject = character == '{';
        _objects = (_objects << 1) | (isObject ? 1UL : 0);
        _depth++;
        return Keep(character, isObject ? State.FirstName : State.FirstElement);
    }

    private int EndContainer(byte character)
    {
        _objects >>= 1;
        _depth--;
        _isInList &= _depth > 1;
        return Keep(character, _depth == 0 ? State.End : State.AfterValue);
    }

    private int ReadString(ReadOnlySpan<byte> ahead)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
            return Keep(ahead[0], _state);
        }

        var end = ahead.IndexOfAny((byte)'"', (byte)'\\');
        var used = end < 0 ? ahead.Length : end + 1;
        _rest.Append(ahead.Slice(0, used));
        if (end < 0) return used;

        if (ahead[end] == '\\') _isEscaped = true;
        else if (_state == State.InName) EndName();
        else
            _state = State.AfterValue;
        return used;
    }

    private void EndName()
    {
        var name = _rest.Bytes.AsSpan(_tokenStart, _rest.Length - 1 - _tokenStart);
        _isOnPath = (_depth == 1 && path.MatchesAtRoot(name))
            || (_depth == 3 && _isInList && path.MatchesInElement(name));
        _state = State.Colon;
    }

    private int ReadLiteral(ReadOnlySpan<byte> ahead)
    {
        var used = 0;
        while (used < ahead.Length && !JsonSyntax.IsBehindLiteral(ahead[used])) used++;
        _rest.Append(ahead.Slice(0, used));
        if (used == ahead.Length) return used;

        _state = State.AfterValue;
        var literal = _rest.Bytes.AsSpan(_tokenStart, _rest.Length - _tokenStart);
        return JsonSyntax.IsLiteral(literal) ? used : FailAsMalformed(used);
    }

    private int ReadImage(ReadOnlySpan<byte> ahead)
    {
        var used = _image!.Read(ahead);
        if (_image.IsEnded) EndImage(_image.Decoder);
        if (!_image.IsBroken) return used;

        KeepPartOfImage();
        var position = _image.Decoder.Position;
        return Fail(
            ResponseFault.BrokenBase64,
            $"The base64 in {path.Describe(_element)} is broken at character {position}.",
            used);
    }

    private void EndImage(LenientBase64Decoder decoder)
    {
        _state = State.AfterValue;
        HasImageEnded = decoder.Length > 0;
        if (HasImageEnded) answer.AddImage(keepImages ? decoder.Output.ToArray() : null);
        else _rest.Append("\"\""u8);
    }

    private void KeepPartOfImage() => _image!.KeepAsText(answer, keepImages ? Decoded!.ToArray() : null);

    private int ReadText(ReadOnlySpan<byte> ahead)
    {
        var used = Math.Min(ahead.Length, _textLimit - _rest.Length);
        _rest.Append(ahead.Slice(0, used));
        return used;
    }

    private int FailAsMalformed(int used = 0) =>
        Fail(ResponseFault.Malformed, $"The answer is not valid JSON at byte {_offset + used}.", used);

    private int Fail(ResponseFault fault, string message, int used = 0)
    {
        Fault = fault;
        FaultMessage = message;
        _state = State.Text;
        // The caller may rescue images from the text, where they are in it; of anything else the beginning will do.
        _textLimit = fault == ResponseFault.BrokenBase64 && keepImages ? int.MaxValue : _rest.Length + MaxTextAfterFault;
        return used;
    }

    private int Keep(byte character, State next)
    {
        _rest.Append(character);
        _state = next;
        return 1;
    }

    private bool IsInObject => (_objects & 1) != 0;
}
