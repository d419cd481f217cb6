namespace OpenAIImages.Generated.Internal;

/// <summary>Extension methods for spans of bytes that are UTF-8 text.</summary>
internal static class Utf8Extensions
{
    /// <summary>Returns the text without white space at its beginning.</summary>
    public static ReadOnlySpan<byte> TrimStart(this ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (start < text.Length && text[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') start++;
        return text.Slice(start);
    }
}
