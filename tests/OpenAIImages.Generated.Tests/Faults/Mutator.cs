using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>Creates broken responses from real ones, reproducibly for each seed.</summary>
internal sealed class Mutator(int seed, IReadOnlyList<string> samples)
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\"", "\\", "\\u", "\\ud800", "{", "}", "[", "]", ",", ":", "null", "true", "-", "0", "1e999", "NaN",
            "/*", "//", "'", "99999999999999999999", "\"b64_json\":\"", "\"data\":", "\"url\":", "\"error\":",
            "\"usage\":{", "\"type\":", "data:image/png;base64,", "=", "==", "A", "-_", "\n", "\r", "\n\n", "data: ",
            "event: error\n", "event: ", "id:",
            "retry: x\n", ": ", "[DONE]", "\uFEFF", " ", "<html>", "$ref", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0xFF], [0xC3], [0xED, 0xA0, 0x80],
    ];

    private readonly Random _random = new(seed);
    private readonly byte[][] _samples = [.. samples.Select(Encoding.UTF8.GetBytes)];

    public byte[] Next()
    {
        if (_random.Next(10) == 0)
        {
            var noise = new byte[_random.Next(300)];
            _random.NextBytes(noise);
            return noise;
        }

        List<byte> bytes = [.. Sample()];
        for (var edits = _random.Next(1, 8); edits > 0; edits--)
        {
            Edit(bytes);
        }

        return [.. bytes];
    }

    private byte[] Sample() => _samples[_random.Next(_samples.Length)];

    private void Edit(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = Math.Min(_random.Next(20), bytes.Count - at);
        switch (_random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.InsertRange(at, Sample());
                break;
            default:
                bytes.InsertRange(at, Pieces[_random.Next(Pieces.Length)]);
                break;
        }
    }
}
