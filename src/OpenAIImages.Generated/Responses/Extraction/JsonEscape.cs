using System.Buffers.Text;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>The escape sequences of JSON strings, in UTF-8.</summary>
internal static class JsonEscape
{
    /// <summary>The longest escape sequence: a backslash, <c>u</c> and four digits.</summary>
    public const int MaxLength = 6;

    /// <summary>Returns the length of the escape sequence whose second character is given.</summary>
    public static int GetLength(byte second) => second == 'u' ? MaxLength : 2;

    /// <summary>Decodes one complete escape sequence; returns false if it is not valid.</summary>
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
}
