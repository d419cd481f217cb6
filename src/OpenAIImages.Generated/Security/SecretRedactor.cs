using System.Text;

namespace OpenAIImages.Generated.Security;

/// <summary>
/// Knows the key and the prompt of a call, and decides which words of a server may be logged.
/// </summary>
/// <param name="key">The key that was sent; null if it is not known, in which case nothing may be logged.</param>
/// <param name="prompt">The prompt that was sent; null if it is not known.</param>
internal readonly struct SecretRedactor(string? key, string? prompt)
{
    private const string Redacted = "(redacted)";

    // Shorter secrets also occur by chance: "none" as a key for a local server, a prompt of one word.
    private const int MinLengthInBody = 16;
    private const int MinLengthInHeader = 4;

    // If a text shares more consecutive characters with the key, they count as a part of the key.
    private const int MaxSharedLength = 7;
    private const int MaxWordLength = 64;
    private const int MaxLettersInARow = 24;
    private const int MaxDigitsInARow = 6;

    /// <summary>
    /// Returns whether a word of the server, such as an error code or the name of a parameter, may be part of a
    /// message: lower-case words and numbers, joined by <c>_</c>, <c>.</c> or brackets, without any part of the key or
    /// the prompt.
    /// </summary>
    public bool MayLog(string? word) => word is not null && IsPlainWord(word) && HasNoSecret(word);

    /// <summary>Returns whether two words may be part of the same message: together they may be a secret.</summary>
    public bool MayLog(string? one, string? other) =>
        MayLog(other) && HasNoSecret(one + other) && HasNoSecret(one + "for" + other);

    /// <summary>Returns whether an id of the server may be part of a message.</summary>
    public bool MayLogId(string? id) =>
        id is { Length: > 0 and <= MaxWordLength }
        && id.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-')
        && !ApiKeyFormat.ContainsKey(id, key)
        && HasNoSecret(id);

    /// <summary>Replaces the key, as it is and as JSON escapes it, in a body or the name of a header.</summary>
    /// <remarks>The prompt stays: a prompt of one word may be part of a name by chance.</remarks>
    public string? RedactBody(string? text) => text is not null && key is { Length: >= MinLengthInBody }
        ? text.Replace(key, Redacted).Replace(key.Replace("\\", "\\\\").Replace("\"", "\\\""), Redacted)
        : text;

    /// <summary>Replaces the key and the prompt in the value of a header.</summary>
    public string RedactHeader(string value) => RedactHeader(RedactHeader(value, key), prompt);

    private static string RedactHeader(string value, string? secret) =>
        value == secret && value.Length > 0 ? Redacted
        : secret is { Length: >= MinLengthInHeader } ? value.Replace(secret, Redacted)
        : value;

    /// <summary>
    /// Returns whether a word looks like <c>rate_limit</c> or <c>data[0].size</c>, not like an encoded secret.
    /// </summary>
    private static bool IsPlainWord(string word)
    {
        if (word.Length is 0 or > MaxWordLength) return false;
        int letters = 0, digits = 0;
        foreach (var character in word)
        {
            switch (character)
            {
                case >= 'a' and <= 'z' when digits == 0:
                    letters++;
                    break;
                case >= '0' and <= '9':
                    digits++;
                    break;
                case '_' or '.' or '[' or ']':
                    letters = digits = 0;
                    break;
                default:
                    return false;
            }

            if (letters > MaxLettersInARow || digits > MaxDigitsInARow) return false;
        }

        return true;
    }

    private bool HasNoSecret(string word)
    {
        var letters = LettersOf(word);
        if (key is null || prompt is null || letters.Length == 0) return false;
        var keyLetters = LettersOf(key);
        return !Contains(letters, keyLetters)
            && !Contains(letters, LettersOf(prompt))
            && !Share(letters, keyLetters)
            && !Share(letters, new string([.. keyLetters.Reverse()]))
            && !Share(letters, HexOf(key))
            && !Share(letters, LettersOf(Convert.ToBase64String(Encoding.UTF8.GetBytes(key))));
    }

    private static bool Contains(string letters, string secret) => secret.Length > 0 && letters.Contains(secret);

    /// <summary>Returns whether two texts share too many consecutive characters to be a coincidence.</summary>
    private static bool Share(string letters, string secret)
    {
        for (var i = 0; i + MaxSharedLength < letters.Length; i++)
        {
            if (secret.Contains(letters.Substring(i, MaxSharedLength + 1))) return true;
        }

        return false;
    }

    // Case and punctuation are ignored: "otter" repeats the prompt "Otter!".
    private static string LettersOf(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string HexOf(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));
}
