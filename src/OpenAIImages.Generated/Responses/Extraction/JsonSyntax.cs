using System.Buffers.Text;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>The parts of JSON's grammar that are more than one character: escapes and literals, in UTF-8.</summary>
internal static class JsonSyntax
{
    /// <summary>The longest escape sequence: a backslash, <c>u</c> and four digits.</summary>
    public const int MaxEscapeLength = 6;

    public static bool IsWhiteSpace(byte character) =>
        character is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>Whether the character ends a number, or another token without quotes.</summary>
    public static bool IsBehindLiteral(byte character) =>
        character is (byte)',' or (byte)'}' or (byte)']' || IsWhiteSpace(character);

    /// <summary>The length of the escape sequence whose second character is given.</summary>
    public static int GetEscapeLength(byte second) => second == 'u' ? MaxEscapeLength : 2;

    /// <summary>Decodes one whole escape sequence; false when JSON does not know it.</summary>
    public static bool TryUnescape(ReadOnlySpan<byte> sequence, out char character)
    {
        character = sequence[1] switch
        {
            // Newtonsoft.Json knows the single quote as well.
            (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'\'' => (char)sequence[1],
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => '\0',
        };
        if (sequence[1] != 'u') return character != '\0';

        var isHex = Utf8Parser.TryParse(sequence.Slice(2), out ushort code, out int used, 'x') && used == 4;
        character = (char)code;
        return isHex;
    }

    /// <summary>Whether the inside of a JSON string, escapes and all, spells the given ASCII name.</summary>
    public static bool Spells(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> name)
    {
        if (raw.IndexOf((byte)'\\') < 0) return raw.SequenceEqual(name);

        var matched = 0;
        for (; raw.Length > 0; matched++)
        {
            var length = 1;
            char character = (char)raw[0];
            if (character == '\\')
            {
                length = GetEscapeLength(raw[1]);
                if (raw.Length < length || !TryUnescape(raw.Slice(0, length), out character)) return false;
            }

            if (matched == name.Length || character != name[matched]) return false;
            raw = raw.Slice(length);
        }

        return matched == name.Length;
    }

    /// <summary>
    /// Whether the token is a number, <c>true</c>, <c>false</c>, <c>null</c>, or what Python's json module writes for
    /// numbers that JSON does not have.
    /// </summary>
    public static bool IsLiteral(ReadOnlySpan<byte> token) =>
        IsNumber(token)
        || token.SequenceEqual("null"u8)
        || token.SequenceEqual("true"u8)
        || token.SequenceEqual("false"u8)
        || token.SequenceEqual("NaN"u8)
        || token.SequenceEqual("Infinity"u8)
        || token.SequenceEqual("-Infinity"u8);

    private static bool IsNumber(ReadOnlySpan<byte> token)
    {
        if (token.Length > 0 && token[0] == '-') token = token.Slice(1);

        var hasLeadingZero = token.Length > 1 && token[0] == '0' && token[1] is >= (byte)'0' and <= (byte)'9';
        if (hasLeadingZero || !SkipDigits(ref token)) return false;

        if (token.Length > 0 && token[0] == '.')
        {
            token = token.Slice(1);
            if (!SkipDigits(ref token)) return false;
        }

        if (token.Length > 0 && token[0] is (byte)'e' or (byte)'E')
        {
            token = token.Slice(token.Length > 1 && token[1] is (byte)'+' or (byte)'-' ? 2 : 1);
            if (!SkipDigits(ref token)) return false;
        }

        return token.Length == 0;
    }

    private static bool SkipDigits(ref ReadOnlySpan<byte> token)
    {
        var count = 0;
        while (count < token.Length && token[count] is >= (byte)'0' and <= (byte)'9')
            count++;
        token = token.Slice(count);
        return count > 0;
    }
}
