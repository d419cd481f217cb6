using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using Newtonsoft.Json;

namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>
/// Newtonsoft.Json's reader over the rest of an answer, straight from its bytes. The splitter has seen to it that they are
/// JSON, but for what stands inside of strings.
/// </summary>
internal sealed class ResponseDocumentReader(Answer answer, SecretRedactor secrets) : JsonReader
{
    private const int LongestInteger = 380;
    private const int LongestKnownName = 64;

    // The names of the last answers' properties, so that they do not become new strings with each.
    private static readonly string[] Names = new string[64];

    private readonly byte[] _json = answer.Rest.Bytes;
    private readonly int _length = answer.Rest.Length;
    private int _position;

    /// <summary>The answer, which knows where the images went.</summary>
    public Answer Answer => answer;

    private ReadOnlySpan<byte> Ahead => _json.AsSpan(_position, _length - _position);

    /// <summary>Reads the next token.</summary>
    /// <exception cref="JsonReaderException">A string has an escape sequence, or a number a size, that cannot be read.</exception>
    public override bool Read()
    {
        while (_position < _length)
        {
            var character = _json[_position++];
            if (JsonSyntax.IsWhiteSpace(character) || character is (byte)',' or (byte)':') continue;
            switch (character)
            {
                case (byte)'"':
                    ReadString();
                    break;
                case (byte)'{':
                    SetToken(JsonToken.StartObject);
                    break;
                case (byte)'}':
                    SetToken(JsonToken.EndObject);
                    break;
                case (byte)'[':
                    SetToken(JsonToken.StartArray);
                    break;
                case (byte)']':
                    SetToken(JsonToken.EndArray);
                    break;
                default:
                    _position--;
                    ReadLiteral();
                    break;
            }

            return true;
        }

        SetToken(JsonToken.None);
        return false;
    }

    private void ReadString()
    {
        var end = Ahead.IndexOfAny((byte)'"', (byte)'\\');
        if (_json[_position + end] == '"')
        {
            var start = _position;
            _position += end + 1;
            if (IsName()) SetText(JsonToken.PropertyName, NameOf(start, end));
            else SetText(JsonToken.String, Encoding.UTF8.GetString(_json, start, end));
            return;
        }

        var text = ReadEscapedText(end);
        _position++;
        SetText(IsName() ? JsonToken.PropertyName : JsonToken.String, text);
    }

    private void SetText(JsonToken token, string text) => SetToken(token, secrets.RedactBody(text));

    private bool IsName()
    {
        while (_position < _length && JsonSyntax.IsWhiteSpace(_json[_position])) _position++;
        return _position < _length && _json[_position] == ':';
    }

    private string NameOf(int start, int length)
    {
        if (length > LongestKnownName) return Encoding.UTF8.GetString(_json, start, length);
        ref var known = ref Names[(length + (length == 0 ? 0 : _json[start])) % Names.Length];
        var name = known;
        return name?.Length == length && IsSame(name, start) ? name : known = Encoding.UTF8.GetString(_json, start, length);
    }

    private bool IsSame(string name, int start)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != _json[start + i] || name[i] > 127) return false;
        }

        return true;
    }

    private string ReadEscapedText(int end)
    {
        var text = new StringBuilder();
        var hasSurrogates = false;
        while (true)
        {
            text.Append(ReadText(end));
            if (_json[_position] == '"') return hasSurrogates ? WellFormed(text.ToString()) : text.ToString();

            var length = JsonSyntax.GetEscapeLength(_json[_position + 1]);
            if (Ahead.Length < length || !JsonSyntax.TryUnescape(Ahead.Slice(0, length), out var character))
            {
                throw new JsonReaderException("A string has an escape sequence that JSON does not know.");
            }

            hasSurrogates |= char.IsSurrogate(character);
            text.Append(character);
            _position += length;
            end = Ahead.IndexOfAny((byte)'"', (byte)'\\');
        }
    }

    /// <summary>Replaces a surrogate that stands alone: servers cut a text within an emoji.</summary>
    private static string WellFormed(string text) => Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text));

    private string ReadText(int length)
    {
        var text = Encoding.UTF8.GetString(_json, _position, length);
        _position += length;
        return text;
    }

    private void ReadLiteral()
    {
        var start = _position;
        while (_position < _length && !JsonSyntax.IsBehindLiteral(_json[_position])) _position++;
        var literal = _json.AsSpan(start, _position - start);
        switch (literal[0])
        {
            case (byte)'n':
                SetToken(JsonToken.Null);
                break;
            case (byte)'t' or (byte)'f':
                SetToken(JsonToken.Boolean, literal[0] == 't');
                break;
            case (byte)'N':
                SetToken(JsonToken.Float, double.NaN);
                break;
            case (byte)'I' or (byte)'-' when literal.EndsWith("Infinity"u8):
                SetToken(JsonToken.Float, literal[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity);
                break;
            default:
                ReadNumber(literal);
                break;
        }
    }

    private void ReadNumber(ReadOnlySpan<byte> literal)
    {
        if (Utf8Parser.TryParse(literal, out long integer, out int used) && used == literal.Length)
        {
            SetToken(JsonToken.Integer, integer);
            return;
        }

        var text = Encoding.UTF8.GetString(literal.ToArray());
        if (literal.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0)
        {
            // Older frameworks refuse what is too large; newer ones take it for infinite.
            var isFinite = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
            SetToken(JsonToken.Float, isFinite ? number : literal[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity);
            return;
        }

        if (literal.Length > LongestInteger) throw new JsonReaderException("An integer is too large to be read.");
        SetToken(JsonToken.Integer, BigInteger.Parse(text, CultureInfo.InvariantCulture));
    }
}
