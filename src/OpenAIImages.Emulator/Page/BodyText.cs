using System.Buffers;
using System.Globalization;
using System.Text;

namespace OpenAIImages.Emulator.Page;

/// <summary>
/// A body as text to show and keep: base64 images are shortened while the body is read, and text after 64 KiB is cut.
/// </summary>
internal sealed class BodyText
{
    private const int MaxBytes = 64 * 1024;
    private const int ShownBase64 = 40;
    private const byte Quote = (byte)'"';

    private readonly ArrayBufferWriter<byte> _text = new();
    private long _omitted;
    private long? _base64Length; // of the current string; null outside of base64

    // In the format that the library writes. Within a JSON string, the quotes would be escaped.
    private static ReadOnlySpan<byte> Base64Start => "\"b64_json\":\""u8;

    /// <summary>Returns a whole body as such a text.</summary>
    public static string Of(string body)
    {
        var text = new BodyText();
        text.Append(Encoding.UTF8.GetBytes(body));
        return text.ToString();
    }

    /// <summary>Adds the next bytes of the body.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var quote = bytes.IndexOf(Quote);
            if (_base64Length is not null)
            {
                var base64 = quote < 0 ? bytes : bytes[..quote];
                AppendBase64(base64);
                bytes = bytes[base64.Length..];
                if (quote >= 0) EndBase64();
            }
            else
            {
                var part = quote < 0 ? bytes : bytes[..(quote + 1)];
                AppendText(part);
                bytes = bytes[part.Length..];
                if (quote >= 0 && _text.WrittenSpan.EndsWith(Base64Start)) _base64Length = 0;
            }
        }
    }

    /// <summary>Returns the text so far.</summary>
    public override string ToString()
    {
        var text = Encoding.UTF8.GetString(_text.WrittenSpan);
        if (_base64Length is not null) text += Omission(_base64Length.Value - ShownBase64, "characters");
        return _omitted > 0 ? text + Omission(_omitted, "bytes") : text;
    }

    private static string Omission(long count, string unit) =>
        count > 0 ? string.Create(CultureInfo.InvariantCulture, $"… ({count:N0} more {unit})") : string.Empty;

    private void AppendBase64(ReadOnlySpan<byte> base64)
    {
        var shown = (int)Math.Clamp(ShownBase64 - _base64Length!.Value, 0, base64.Length);
        AppendText(base64[..shown]);
        _base64Length += base64.Length;
    }

    private void EndBase64()
    {
        AppendText(Encoding.UTF8.GetBytes(Omission(_base64Length!.Value - ShownBase64, "characters")));
        _base64Length = null;
    }

    private void AppendText(ReadOnlySpan<byte> text)
    {
        var kept = Math.Min(text.Length, MaxBytes - _text.WrittenCount);
        _text.Write(text[..kept]);
        _omitted += text.Length - kept;
    }
}
