using Utf8Base64 = System.Buffers.Text.Base64;
using System.Text;

namespace OpenAIImages.Generated.Base64;

/// <summary>
/// Decodes base64 as its characters arrive. It takes what servers send: the standard and the URL-safe alphabet, with
/// padding or without, with white space, behind a <c>data:image/png;base64,</c> prefix.
/// </summary>
internal sealed class LenientBase64Decoder
{
    private const int MaxPrefixLength = 256;
    private const sbyte WhiteSpace = -1;
    private const sbyte Padding = -2;
    private const sbyte Illegal = -3;

    // What a character stands for: six bits, or one of the above.
    private static readonly sbyte[] Values = CreateValues();

    private readonly byte[] _prefix = new byte[MaxPrefixLength];
    private int _prefixLength;
    private Phase _phase;
    private uint _bits;
    private int _pending;
    private int _padding;

    private enum Phase
    {
        Start,
        MediaType,
        Data,
    }

    /// <summary>Where the bytes go.</summary>
    public SegmentedBuffer Output { get; } = new();

    /// <summary>How many bytes were decoded, counting those that have left <see cref="Output"/> again.</summary>
    public long Length { get; private set; }

    /// <summary>How many characters were taken; after a refusal, the position of the refused one.</summary>
    public long Position { get; private set; }

    /// <summary>The characters of a <c>data:</c> prefix, or of what may become one.</summary>
    public ReadOnlySpan<byte> Prefix => _prefix.AsSpan(0, _prefixLength);

    private static ReadOnlySpan<byte> Alphabet => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;

    private static ReadOnlySpan<byte> Scheme => "data:"u8;

    /// <summary>Decodes a whole text; false, and no bytes, when it is broken.</summary>
    public static bool TryDecode(string text, out byte[]? bytes)
    {
        var decoder = new LenientBase64Decoder();
        var characters = Encoding.UTF8.GetBytes(text);
        var isWhole = decoder.Decode(characters) == characters.Length && decoder.End();
        bytes = isWhole && decoder.Length > 0 ? decoder.Output.ToArray() : null;
        decoder.Output.Release();
        return isWhole;
    }

    /// <summary>Begins the next string.</summary>
    public void Start()
    {
        Output.Clear();
        _phase = Phase.Start;
        _prefixLength = _pending = _padding = 0;
        Length = Position = 0;
    }

    /// <summary>Takes characters up to the first that is not base64; returns how many were taken.</summary>
    public int Decode(ReadOnlySpan<byte> characters)
    {
        var taken = 0;
        while (taken < characters.Length && (_phase != Phase.Data || _pending > 0))
        {
            if (!Decode(characters[taken])) return taken;
            taken++;
        }

        taken += DecodeGroups(characters.Slice(taken));
        while (taken < characters.Length && Decode(characters[taken]))
            taken++;
        return taken;
    }

    /// <summary>Takes one character; false when it is not base64.</summary>
    public bool Decode(byte character)
    {
        var taken = _phase switch
        {
            Phase.Start => DecodeFirst(character),
            Phase.MediaType => DecodeMediaType(character),
            _ => DecodeData(character),
        };
        if (taken) Position++;
        return taken;
    }

    /// <summary>Ends the string; false when it breaks off within a group.</summary>
    public bool End()
    {
        if (_phase == Phase.Start) BeginData();
        if (_phase == Phase.MediaType || _pending == 1) return false;
        if (_pending == 0) return true;

        var bytes = _pending - 1;
        var unusedBits = (6 * _pending) - (8 * bytes);
        // An encoder leaves these bits zero. Without padding, nothing but them tells a short last group from a cut one.
        if (_padding == 0 && (_bits & ((1u << unusedBits) - 1)) != 0) return false;

        Write(_bits >> unusedBits, bytes);
        _pending = 0;
        return true;
    }

    /// <summary>The characters taken but not decoded yet.</summary>
    public byte[] GetPending()
    {
        var pending = new byte[_pending + _padding];
        for (var i = 0; i < pending.Length; i++)
            pending[i] = i < _pending ? Alphabet[(int)(_bits >> (6 * (_pending - 1 - i))) & 63] : (byte)'=';
        return pending;
    }

    private bool DecodeFirst(byte character)
    {
        if (_prefixLength == 0 && Values[character] == WhiteSpace) return true;

        if (character == Scheme[_prefixLength])
        {
            _prefix[_prefixLength++] = character;
            if (_prefixLength == Scheme.Length) _phase = Phase.MediaType;
            return true;
        }

        BeginData();
        return DecodeData(character);
    }

    private bool DecodeMediaType(byte character)
    {
        if (_prefixLength == MaxPrefixLength || (character == ',' && !Prefix.EndsWith(";base64"u8))) return false;

        _prefix[_prefixLength++] = character;
        if (character == ',') _phase = Phase.Data;
        return true;
    }

    /// <summary>What began like a prefix was base64 after all.</summary>
    private void BeginData()
    {
        _phase = Phase.Data;
        foreach (var character in Prefix)
            DecodeData(character);
        _prefixLength = 0;
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

    /// <summary>The fast way for groups of four without anything odd; returns how many characters it took.</summary>
    private int DecodeGroups(ReadOnlySpan<byte> characters)
    {
        // Base64 in its last bytes may be padded, and that is for the slow way.
        var groups = Math.Max(characters.Length - 1, 0) / 4;
        if (groups == 0) return 0;

        characters = characters.Slice(0, groups * 4);
        var room = Output.GetSpan(groups * 3);
        Utf8Base64.DecodeFromUtf8(characters, room, out var taken, out var written, isFinalBlock: false);
        // Newer frameworks skip white space and older ones stop at it: only a run that is free of it counts.
        if (taken / 4 * 3 != written || taken % 4 != 0) return 0;

        Output.Advance(written);
        Length += written;
        Position += taken;
        return taken;
    }

    private void Write(uint bits, int count)
    {
        var room = Output.GetSpan(count);
        for (var i = 0; i < count; i++)
            room[i] = (byte)(bits >> (8 * (count - 1 - i)));
        Output.Advance(count);
        Length += count;
    }

    private static sbyte[] CreateValues()
    {
        var values = new sbyte[256];
        values.AsSpan().Fill(Illegal);
        for (var i = 0; i < Alphabet.Length; i++)
            values[Alphabet[i]] = (sbyte)i;
        values['-'] = 62;
        values['_'] = 63;
        values['='] = Padding;
        values[' '] = values['\t'] = values['\r'] = values['\n'] = WhiteSpace;
        return values;
    }
}
