using System.Buffers.Text;
using OpenAIImages.Generated.Base64;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>Reads the inside of a JSON string that is base64, piece by piece: unescapes and decodes it.</summary>
internal sealed class Base64StringReader(ResponseDocument document)
{
    // After a backslash: the letter, and four digits if it is a u.
    private readonly byte[] _escape = new byte[5];
    private int _escapeLength;
    private bool _isEscaped;

    public LenientBase64Decoder Decoder { get; } = new();

    /// <summary>Gets whether the closing quote was read.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Gets whether a character is not base64, or the string ends too early.</summary>
    public bool IsInvalid { get; private set; }

    /// <summary>Gets whether it is a URL, whose beginning was added to the document, like that of any text.</summary>
    public bool IsUrl { get; private set; }

    /// <summary>Gets or sets whether the caller takes the image from the decoder while it is read.</summary>
    public bool IsStreamed { get; set; }

    /// <summary>Prepares for a string, after its opening quote.</summary>
    public void Start(bool isStreamed)
    {
        Decoder.Start();
        IsStreamed = isStreamed;
        _escapeLength = 0;
        _isEscaped = IsEnded = IsInvalid = IsUrl = false;
    }

    /// <summary>Reads up to the closing quote or an invalid character, and returns how many bytes were read.</summary>
    public int Read(ReadOnlySpan<byte> ahead)
    {
        if (_isEscaped) return ReadEscape(ahead[0]);

        var end = ahead.IndexOfAny((byte)'"', (byte)'\\');
        var run = end < 0 ? ahead : ahead.Slice(0, end);
        var read = Decoder.Decode(run);
        IsInvalid = read < run.Length;
        if (IsInvalid && run[read] == ':' && Decoder.IsUrlScheme) BeginUrl();
        if (read < run.Length || end < 0) return read;

        _isEscaped = ahead[end] == '\\';
        if (_isEscaped) return read + 1;
        IsEnded = Decoder.End();
        IsInvalid = !IsEnded;
        return IsEnded ? read + 1 : read;
    }

    /// <summary>Adds the image to the document, as far as it was read; returns false if it is empty.</summary>
    public bool Keep()
    {
        if (Decoder.Length == 0) return false;
        document.AddImage(IsStreamed ? null : Decoder.Output.ToArray());
        return true;
    }

    private void BeginUrl()
    {
        (IsUrl, IsInvalid, IsStreamed) = (true, false, false);
        document.Rest.Append("\"http"u8);
        if (Decoder.Position > 4) document.Rest.Append((byte)'s');
    }

    private int ReadEscape(byte character)
    {
        _escape[_escapeLength++] = character;
        if (_escapeLength < (_escape[0] == 'u' ? 5 : 1)) return 1;

        IsInvalid = !Decoder.Decode(Unescape(_escape.AsSpan(0, _escapeLength)));
        _isEscaped = false;
        _escapeLength = 0;
        return 1;
    }

    /// <summary>Returns the character of an escape sequence that base64 may have; 0 for any other.</summary>
    private static byte Unescape(ReadOnlySpan<byte> sequence) => sequence[0] switch
    {
        (byte)'/' => (byte)'/',
        (byte)'n' or (byte)'r' or (byte)'t' => (byte)'\n',
        (byte)'u' when Utf8Parser.TryParse(sequence.Slice(1), out byte code, out var used, 'x') && used == 4 => code,
        _ => 0,
    };
}
