using System.Buffers;
using System.Globalization;
using System.Text;

namespace OpenAIImages.Generated.Serialization;

/// <summary>Text that is written into one pooled array, which goes back to the pool when this is disposed of.</summary>
internal sealed class PooledText() : TextWriter(CultureInfo.InvariantCulture)
{
    private char[] _characters = ArrayPool<char>.Shared.Rent(1024);
    private int _length;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (_length == _characters.Length) Grow(1);
        _characters[_length++] = value;
    }

    public override void Write(string? value)
    {
        if (value is null) return;
        if (value.Length > _characters.Length - _length) Grow(value.Length);
        value.CopyTo(0, _characters, _length, value.Length);
        _length += value.Length;
    }

    public override void Write(char[] buffer, int index, int count)
    {
        if (count > _characters.Length - _length) Grow(count);
        Array.Copy(buffer, index, _characters, _length, count);
        _length += count;
    }

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_characters, 0, _length);

    public override string ToString() => new(_characters, 0, _length);

    protected override void Dispose(bool disposing)
    {
        ArrayPool<char>.Shared.Return(_characters);
        _characters = [];
        _length = 0;
        base.Dispose(disposing);
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent(_length + Math.Max(_length, more));
        Array.Copy(_characters, larger, _length);
        ArrayPool<char>.Shared.Return(_characters);
        _characters = larger;
    }
}
