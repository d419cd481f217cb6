using System.Buffers.Text;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>The escape sequences of JSON strings, in UTF-8.</summary>
internal static class JsonEscape
{
    /// <summary>The longest escape sequence: a backslash, <c>u</c> and four digits.</summary>
    public const int MaxLength = 6;

    /// <summary>Returns the length of the escape sequence whose second character is given.</summary>
    public static int GetLength(byte second) => second == 'u' ? MaxLength : 2;

    /// <summary>Decodes one complete escape sequence.</summary>
    /// <returns>False if it is not valid.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> sequence, out char character)
    {
        character = sequence[1] switch
        {
            // Newtonsoft.Json also accepts the single quote.
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

    /// <summary>
    /// Returns whether the inside of a JSON string, with its escape sequences, is the given ASCII name.
    /// </summary>
    public static bool IsName(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> name)
    {
        if (raw.IndexOf((byte)'\\') < 0) return raw.SequenceEqual(name);

        var matched = 0;
        for (; raw.Length > 0; matched++)
        {
            var length = 1;
            var character = (char)raw[0];
            if (character == '\\')
            {
                length = GetLength(raw[1]);
                if (raw.Length < length || !TryDecode(raw.Slice(0, length), out character)) return false;
            }

            if (matched == name.Length || character != name[matched]) return false;
            raw = raw.Slice(length);
        }

        return matched == name.Length;
    }
}
