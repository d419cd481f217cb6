namespace OpenAIImages.Generated.Security;

/// <summary>Defines the format of API keys, and finds keys in places where they must not be.</summary>
internal static class ApiKeyFormat
{
    // OpenAI's keys; long enough that no organization or path is mistaken for one.
    private const string Prefix = "sk-";
    private const int MinLength = 19;

    /// <summary>Returns what is wrong with a key, as the end of a sentence; null if it is valid.</summary>
    public static string? GetError(string? key)
    {
        if (string.IsNullOrWhiteSpace(key)) return "is missing or blank.";
        return IsPrintable(key!)
            ? null
            : "has characters that a header cannot carry: a space, a line break, a control or non-ASCII character.";
    }

    /// <summary>Returns whether a text contains this key, or anything that has the format of a key.</summary>
    // By hand: a regular expression would take a tenth of the first call of a process.
    public static bool ContainsKey(string text, string? key)
    {
        if (key is { Length: >= 8 } && text.Contains(key)) return true;
        var start = -1;
        while ((start = text.IndexOf(Prefix, start + 1, StringComparison.Ordinal)) >= 0)
        {
            var end = start + Prefix.Length;
            while (end < text.Length && (IsLetterOrDigit(text[end]) || text[end] is '-' or '_')) end++;
            if (end - start >= MinLength && (start == 0 || !IsLetterOrDigit(text[start - 1]))) return true;
        }

        return false;
    }

    /// <summary>Returns whether an address contains this key, or anything that has the format of a key.</summary>
    /// <remarks>A placeholder such as <c>lm-studio</c> may be the name of a host; a real key may not.</remarks>
    public static bool ContainsKey(Uri address, string? key)
    {
        var text = address.OriginalString;
        if (ContainsKey(text, key is { Length: < MinLength } ? null : key)) return true;
        var host = text.IndexOf("//", StringComparison.Ordinal) + 2;
        var path = text.IndexOfAny(['/', '?', '#'], host);
        return path >= 0 && ContainsKey(text.Substring(path), key);
    }

    /// <summary>Returns whether all characters are printable ASCII other than a space.</summary>
    public static bool IsPrintable(string text)
    {
        foreach (var character in text)
        {
            if (character is <= ' ' or > '~') return false;
        }

        return true;
    }

    private static bool IsLetterOrDigit(char character) =>
        character is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9');
}
