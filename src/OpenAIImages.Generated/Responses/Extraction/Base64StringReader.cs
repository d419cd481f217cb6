namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>The inside of a JSON string that holds base64, read piece by piece: unescaped and decoded.</summary>
internal sealed class Base64StringReader
{
    private readonly byte[] _escape = new byte[JsonSyntax.MaxEscapeLength];
    private int _escapeLength;

    public LenientBase64Decoder Decoder { get; } = new();

    /// <summary>Whether the closing quote was read.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Whether there was a character that is not base64, or none where one is missing.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Begins a string, behind its opening quote.</summary>
    public void Start()
    {
        Decoder.Start();
        _escapeLength = 0;
        IsEnded = IsBroken = false;
    }

    /// <summary>
    /// Reads on, at most to behind the closing quote or to what is broken; returns how many bytes were used.
    /// </summary>
    public int Read(ReadOnlySpan<byte> ahead)
    {
        if (_escapeLength > 0) return ReadEscape(ahead[0]);

        var end = ahead.IndexOfAny((byte)'"', (byte)'\\');
        var run = end < 0 ? ahead : ahead.Slice(0, end);
        var used = Decoder.Decode(run);
        IsBroken = used < run.Length;
        if (IsBroken || end < 0) return used;

        if (ahead[end] == '\\')
        {
            _escape[_escapeLength++] = ahead[end];
            return used + 1;
        }

        IsEnded = Decoder.End();
        IsBroken = !IsEnded;
        return IsEnded ? used + 1 : used;
    }

    /// <summary>Gives a string that breaks off to the answer as text: what was decoded of it, and what was not.</summary>
    public void KeepAsText(Answer answer, byte[]? decoded)
    {
        answer.AddPartOfImage(Decoder.Prefix, decoded);
        answer.Rest.Append(Decoder.GetPending());
        answer.Rest.Append(_escape.AsSpan(0, _escapeLength));
    }

    private int ReadEscape(byte character)
    {
        _escape[_escapeLength++] = character;
        if (_escapeLength < JsonSyntax.GetEscapeLength(_escape[1])) return 1;

        IsBroken = !JsonSyntax.TryUnescape(_escape.AsSpan(0, _escapeLength), out var unescaped)
            || unescaped > 127
            || !Decoder.Decode((byte)unescaped);
        if (!IsBroken) _escapeLength = 0;
        return 1;
    }
}
