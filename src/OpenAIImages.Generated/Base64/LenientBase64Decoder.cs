using System.Text;
using Utf8Base64 = System.Buffers.Text.Base64;

namespace OpenAIImages.Generated.Base64;

/// <summary>
/// Decodes base64 as its characters arrive, in every form that servers send: the standard and the URL-safe alphabet,
/// with or without padding, with white space, with a <c>data:image/png;base64,</c> prefix.
/// </summary>
internal sealed class LenientBase64Decoder
{
    private const int MaxPrefixLength = 256;
    private const sbyte WhiteSpace = -1;
    private const sbyte Padding = -2;
    private const sbyte Illegal = -3;

    // The six bits of each character, or one of the above.
    private static readonly sbyte[] Values = CreateValues();

    private Phase _phase;
    private int _prefixLength;
    private int _markerLength;
    private uint _bits;
    private int _pending;
    private int _padding;

    private enum Phase
    {
        Start,
        MediaType,
        Data,
    }

    /// <summary>Gets the decoded bytes.</summary>
    public SegmentedBuffer Output { get; } = new();

    /// <summary>Gets the number of bytes decoded so far, including those removed from <see cref="Output"/>.</summary>
    public long Length { get; private set; }

    /// <summary>
    /// Gets the number of characters read so far; after a failure, the position of the invalid character.
    /// </summary>
    public long Position { get; private set; }

    /// <summary>Gets whether the characters so far are <c>http</c> or <c>https</c>, the beginning of a URL.</summary>
    public bool IsUrlScheme => Length == 3 && Position == 4 + _pending
        && Output.GetLast(3).SequenceEqual((ReadOnlySpan<byte>)[0x86, 0xDB, 0x69]) // "http", decoded
        && (_pending == 0 || (_pending == 1 && (_bits & 63) == Values['s']));

    private static ReadOnlySpan<byte> Alphabet => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;

    private static ReadOnlySpan<byte> Scheme => "data:"u8;

    private static ReadOnlySpan<byte> Marker => ";base64"u8;

    /// <summary>Decodes a whole text; returns false, with no bytes, if it is not base64.</summary>
    public static bool TryDecode(string text, out byte[]? bytes)
    {
        var decoder = new LenientBase64Decoder();
        var characters = Encoding.UTF8.GetBytes(text);
        var isValid = decoder.Decode(characters) == characters.Length && decoder.End();
        bytes = isValid && decoder.Length > 0 ? decoder.Output.ToArray() : null;
        decoder.Output.Release();
        return isValid;
    }

    /// <summary>Prepares for the next text.</summary>
    public void Start()
    {
        Output.Clear();
        _phase = Phase.Start;
        _prefixLength = _markerLength = _pending = _padding = 0;
        Length = Position = 0;
    }

    /// <summary>Decodes characters up to the first that is not base64, and returns how many were read.</summary>
    public int Decode(ReadOnlySpan<byte> characters)
    {
        var read = 0;
        while (read < characters.Length && (_phase != Phase.Data || _pending > 0))
        {
            if (!Decode(characters[read])) return read;
            read++;
        }

        read += DecodeGroups(characters.Slice(read));
        while (read < characters.Length && Decode(characters[read])) read++;
        return read;
    }

    /// <summary>Decodes one character; returns false if it is not base64.</summary>
    public bool Decode(byte character)
    {
        var isValid = _phase switch
        {
            Phase.Start => DecodeFirst(character),
            Phase.MediaType => DecodeMediaType(character),
            _ => DecodeData(character),
        };
        if (isValid) Position++;
        return isValid;
    }

    /// <summary>Ends the text; returns false if it ends within a group of characters.</summary>
    public bool End()
    {
        if (_phase == Phase.Start) BeginData();
        if (_phase == Phase.MediaType || _pending == 1) return false;
        if (_pending == 0) return true;

        var bytes = _pending - 1;
        var unusedBits = (6 * _pending) - (8 * bytes);
        // An encoder leaves these bits zero. Without padding, only they tell a short last group from a truncated one.
        if (_padding == 0 && (_bits & ((1u << unusedBits) - 1)) != 0) return false;

        Write(_bits >> unusedBits, bytes);
        _pending = 0;
        return true;
    }

    private bool DecodeFirst(byte character)
    {
        if (_prefixLength == 0 && Values[character] == WhiteSpace) return true;

        if (character == Scheme[_prefixLength])
        {
            if (++_prefixLength == Scheme.Length) _phase = Phase.MediaType;
            return true;
        }

        BeginData();
        return DecodeData(character);
    }

    private bool DecodeMediaType(byte character)
    {
        var isMarked = _markerLength == Marker.Length;
        if (++_prefixLength > MaxPrefixLength || (character == ',' && !isMarked)) return false;

        if (character == ',') _phase = Phase.Data;
        else if (!isMarked && character == Marker[_markerLength]) _markerLength++;
        else _markerLength = character == Marker[0] ? 1 : 0;
        return true;
    }

    /// <summary>Decodes the characters that looked like the beginning of a prefix, but were not.</summary>
    private void BeginData()
    {
        _phase = Phase.Data;
        foreach (var character in Scheme.Slice(0, _prefixLength)) DecodeData(character);
    }

    private bool DecodeData(byte character)
    {
        var value = Values[character];
        if (value == WhiteSpace) return true;

        if (value == Padding)
        {
            if (_pending < 2 || _pending + _padding == 4) return false;
            _padding++;
            return true;
        }

        if (value == Illegal || _padding > 0) return false;

        _bits = (_bits << 6) | (byte)value;
        if (++_pending == 4)
        {
            Write(_bits, 3);
            _pending = 0;
        }

        return true;
    }

    /// <summary>Decodes whole groups of four ordinary characters, and returns how many characters were read.</summary>
    private int DecodeGroups(ReadOnlySpan<byte> characters)
    {
        // The last group may be padded.
        var groups = Math.Max(characters.Length - 1, 0) / 4;
        if (groups == 0) return 0;

        characters = characters.Slice(0, groups * 4);
        var room = Output.GetSpan(groups * 3);
        Utf8Base64.DecodeFromUtf8(characters, room, out var read, out var written, isFinalBlock: false);
        // Newer frameworks skip white space, older ones stop at it, so only runs without white space are used.
        if (read / 4 * 3 != written || read % 4 != 0) return 0;

        Output.Advance(written);
        Length += written;
        Position += read;
        return read;
    }

    private void Write(uint bits, int count)
    {
        var room = Output.GetSpan(count);
        for (var i = 0; i < count; i++) room[i] = (byte)(bits >> (8 * (count - 1 - i)));
        Output.Advance(count);
        Length += count;
    }

    private static sbyte[] CreateValues()
    {
        var values = new sbyte[256];
        values.AsSpan().Fill(Illegal);
        for (var i = 0; i < Alphabet.Length; i++) values[Alphabet[i]] = (sbyte)i;
        values['-'] = 62;
        values['_'] = 63;
        values['='] = Padding;
        values[' '] = values['\t'] = values['\r'] = values['\n'] = WhiteSpace;
        return values;
    }
}
