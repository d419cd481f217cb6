namespace OpenAIImages.Batch.Transfer;

/// <summary>
/// Reads the lines of an output file of the Batch API. The body of a response, megabytes of base64, is not kept: the
/// caller reads it as a stream.
/// </summary>
/// <param name="source">The file.</param>
internal sealed class OutputReader(ByteSource source) : IDisposable
{
    // Without bodies, a line is short.
    private const int MaxLength = 1024 * 1024;

    private static readonly byte[] Body = "body"u8.ToArray();
    private static readonly byte[] Response = "response"u8.ToArray();
    private static readonly byte[] Null = "null"u8.ToArray();
    private static readonly byte[] End = "null}}"u8.ToArray();

    private readonly MemoryStream _line = new();
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;
    private int _stringStart;
    private int _stringEnd;
    private bool _isInResponse;
    private bool _isAtEnd;
    private byte _last;

    /// <summary>
    /// Reads up to the body of the response in the next line, or to the end of a line without a body.
    /// </summary>
    /// <returns>The part before the body; null for a blank line.</returns>
    /// <exception cref="FormatException">The line is not valid.</exception>
    public (OutputLine Line, bool HasBody)? Read()
    {
        _line.SetLength(0);
        _depth = 0;
        _last = 0;
        _isInString = _isEscaped = _isInResponse = _isAtEnd = false;
        if (ReadToBody()) return (OutputLine.Parse([.. _line.ToArray(), .. End]), true);
        return _last == 0 ? null : (OutputLine.Parse(_line.ToArray()), false);
    }

    /// <summary>Reads the part after the body.</summary>
    /// <returns>The whole line, without the body.</returns>
    public OutputLine ReadRest()
    {
        _line.Write(Null, 0, Null.Length);
        ReadToBody();
        return OutputLine.Parse(_line.ToArray());
    }

    /// <summary>Reads to the end of an invalid line, if it was not read yet.</summary>
    /// <param name="limit">The offset at which to stop.</param>
    public void SkipLine(long limit = long.MaxValue)
    {
        while (!_isAtEnd && source.Position < limit && source.Fill())
        {
            var end = source.Ahead.IndexOf((byte)'\n');
            source.Advance(end < 0 ? source.Ahead.Length : end + 1);
            _isAtEnd = end >= 0;
        }
    }

    public void Dispose() => _line.Dispose();

    /// <summary>Reads up to the body, and returns whether there is one before the end of the line.</summary>
    private bool ReadToBody()
    {
        while (source.Fill())
        {
            var ahead = source.Ahead[0];
            if (ahead == '{' && _depth == 2 && _isInResponse && IsName(Body)) return true;
            source.Advance(1);
            if (ahead == '\n') break;

            if (_line.Length == MaxLength) throw new FormatException("The line is too long.");
            Follow(ahead);
            _line.WriteByte(ahead);
            if (ahead is not ((byte)' ' or (byte)'\t' or (byte)'\r')) _last = ahead;
        }

        _isAtEnd = true;
        return false;
    }

    private void Follow(byte character)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
            return;
        }

        switch (character)
        {
            case (byte)'\\':
                _isEscaped = _isInString;
                break;
            case (byte)'"':
                _isInString = !_isInString;
                if (_isInString) _stringStart = (int)_line.Length + 1;
                else _stringEnd = (int)_line.Length;
                break;
            case (byte)'{' or (byte)'[' when !_isInString:
                if (_depth == 1) _isInResponse = character == '{' && IsName(Response);
                _depth++;
                break;
            case (byte)'}' or (byte)']' when !_isInString:
                _depth--;
                break;
        }
    }

    // Whether the last string is this name, and a value follows it.
    private bool IsName(byte[] name) =>
        !_isInString && _last == ':' && _stringEnd > _stringStart
        && _line.GetBuffer().AsSpan(_stringStart, _stringEnd - _stringStart).SequenceEqual(name);
}
