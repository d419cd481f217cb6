namespace OpenAIImages.Generated;

/// <summary>
/// Takes the base64 out of a JSON answer while its bytes arrive, in pieces cut anywhere, and leaves the small rest.
/// </summary>
/// <remarks>
/// It knows JSON just well enough to be certain where a string stands, and is strict about it: the rest is read with
/// Newtonsoft.Json, which also takes comments, single quotes and more, and the two must never see different
/// structures. After the first fault it interprets nothing any more and only keeps the text.
/// </remarks>
/// <param name="path">Where the base64 is.</param>
/// <param name="answer">Takes the rest and the images.</param>
/// <param name="keepImages">
/// Whether the images stay in the answer; otherwise whoever feeds the splitter takes them from <see cref="Decoded"/>.
/// </param>
internal sealed class Base64Splitter(Base64Path path, Answer answer, bool keepImages)
{
    private const int MaxDepth = 64;
    private const int MaxTextAfterFault = 1024 * 1024;

    private readonly PooledBuffer _rest = answer.Rest;
    private readonly byte[] _escape = new byte[JsonSyntax.MaxEscapeLength];
    private Base64Decoder? _decoder;
    private State _state;
    private long _offset;
    private int _textLimit;

    // One bit for each open container: set when it is an object.
    private ulong _objects;
    private int _depth;

    // Where the name or literal that is being read begins in the rest, and whether its next character is escaped.
    private int _tokenStart;
    private bool _isEscaped;
    private int _escapeLength;

    // Whether the name just read leads to the images; whether the list is open, and at which element of it.
    private bool _isOnPath;
    private bool _isInList;
    private int _element;

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
    public AnswerFault? Fault { get; private set; }

    /// <summary>The first fault in words.</summary>
    public string FaultMessage { get; private set; } = "";

    /// <summary>Whether there is a fault and enough text has been kept of it: more need not be read.</summary>
    public bool IsFull => _state == State.Text && _rest.Length >= _textLimit;

    /// <summary>The bytes of the image that is being read, or that has just ended; null before the first.</summary>
    public DecodedBytes? Decoded => _decoder?.Output;

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
        if (_state == State.Start) Fail(AnswerFault.NotAnObject, "The answer is empty.");
        if (_state == State.InImage) KeepPartOfImage();
        if (_state is not (State.End or State.Text))
            Fail(AnswerFault.EndedEarly, $"The answer ended early, after {_offset} bytes.");
        _decoder?.Output.Release();
    }

    private int ReadStructure(byte character)
    {
        switch (_state)
        {
            case not State.Start when IsWhiteSpace(character):
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
        if (IsWhiteSpace(character)) return Keep(character, State.Start);
        return character == '{'
            ? BeginContainer(character)
            : Fail(AnswerFault.NotAnObject, "The answer is not a JSON object.");
    }

    private int BeginValue(byte character)
    {
        var isOnPath = _isOnPath;
        _isOnPath = false;
        if (_isInList && _depth == 2)
        {
            _element++;
            if (character == '{') ImageIndex++;
        }

        switch (character)
        {
            case (byte)'"' when isOnPath && _depth == path.Depth:
                (_decoder ??= new Base64Decoder()).Start();
                _state = State.InImage;
                return 1;
            case (byte)'"':
                return Keep(character, State.InString);
            case (byte)'[' when isOnPath && _depth == 1:
                _isInList = path.Depth > 1;
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
            return Fail(AnswerFault.Malformed, $"The answer is nested deeper than {MaxDepth} levels.");

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
        _isOnPath = (_depth == 1 && path.MatchesAtRoot(name)) || (_isInList && _depth == 3 && path.MatchesInElement(name));
        _state = State.Colon;
    }

    private int ReadLiteral(ReadOnlySpan<byte> ahead)
    {
        var used = 0;
        while (used < ahead.Length && ahead[used] is not ((byte)',' or (byte)'}' or (byte)']') && !IsWhiteSpace(ahead[used]))
            used++;
        _rest.Append(ahead.Slice(0, used));
        if (used == ahead.Length) return used;

        _state = State.AfterValue;
        return JsonSyntax.IsLiteral(_rest.Bytes.AsSpan(_tokenStart, _rest.Length - _tokenStart)) ? used : FailAsMalformed(used);
    }

    private int ReadImage(ReadOnlySpan<byte> ahead)
    {
        if (_escapeLength > 0) return ReadEscape(ahead[0]);

        var end = ahead.IndexOfAny((byte)'"', (byte)'\\');
        var run = end < 0 ? ahead : ahead.Slice(0, end);
        var used = _decoder!.Decode(run);
        if (used < run.Length) return FailAtImage(used);
        if (end < 0) return used;
        if (ahead[end] == '\\') _escape[_escapeLength++] = ahead[end];
        else if (!_decoder.End()) return FailAtImage(used);
        else
            EndImage();
        return end + 1;
    }

    private int ReadEscape(byte character)
    {
        _escape[_escapeLength++] = character;
        if (_escapeLength < JsonSyntax.GetEscapeLength(_escape[1])) return 1;

        var isTaken = JsonSyntax.TryUnescape(_escape.AsSpan(0, _escapeLength), out char unescaped)
            && unescaped < 128 && _decoder!.Decode((byte)unescaped);
        if (!isTaken) return FailAtImage(1);

        _escapeLength = 0;
        return 1;
    }

    private void EndImage()
    {
        _state = State.AfterValue;
        HasImageEnded = _decoder!.Length > 0;
        if (HasImageEnded) answer.AddImage(keepImages ? _decoder.Output.ToArray() : null);
        else
            _rest.Append("\"\""u8);
    }

    private int FailAtImage(int used)
    {
        KeepPartOfImage();
        return Fail(
            AnswerFault.BrokenBase64,
            $"The base64 in {path.Describe(_element)} is broken at character {_decoder!.Position}.",
            used);
    }

    /// <summary>An image that breaks off is text: what was decoded of it, and what was not.</summary>
    private void KeepPartOfImage()
    {
        answer.AddPartOfImage(_decoder!.Prefix, keepImages ? _decoder.Output.ToArray() : null);
        _rest.Append(_decoder.GetPending());
        _rest.Append(_escape.AsSpan(0, _escapeLength));
    }

    private int ReadText(ReadOnlySpan<byte> ahead)
    {
        var used = Math.Min(ahead.Length, _textLimit - _rest.Length);
        _rest.Append(ahead.Slice(0, used));
        return used;
    }

    private int FailAsMalformed(int used = 0) =>
        Fail(AnswerFault.Malformed, $"The answer is not valid JSON at byte {_offset + used}.", used);

    private int Fail(AnswerFault fault, string message, int used = 0)
    {
        Fault = fault;
        FaultMessage = message;
        _state = State.Text;
        // The caller may rescue images from the text, where they are in it; of anything else the beginning will do.
        _textLimit = fault == AnswerFault.BrokenBase64 && keepImages ? int.MaxValue : _rest.Length + MaxTextAfterFault;
        return used;
    }

    private int Keep(byte character, State next)
    {
        _rest.Append(character);
        _state = next;
        return 1;
    }

    private bool IsInObject => (_objects & 1) != 0;

    private static bool IsWhiteSpace(byte character) =>
        character is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
