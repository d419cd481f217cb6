namespace OpenAIImages.Generated.Security;

/// <summary>The key and the prompt of a call. What a server repeats of them is not passed on where it may be logged.</summary>
internal readonly struct SecretRedactor(string? key, string? prompt)
{
    private const string Redacted = "(redacted)";

    // What is shorter stands there by chance: the word that a local server takes for a key in a sentence of the server's, a
    // short prompt in a header, and letters of a key in an id.
    private const int ShortestInBody = 16;
    private const int ShortestInHeader = 4;
    private const int ShortestPart = 8;

    /// <summary>Those of the call that a client of ours made; none are known of any other request.</summary>
    public static SecretRedactor Of(HttpResponseMessage response) =>
        response.RequestMessage is ApiRequestMessage request ? request.Secrets : default;

    /// <summary>Whether a word of the server's has nothing of the secrets in it; false where one is not known.</summary>
    /// <remarks>Case and punctuation do not count: <c>otter</c> repeats the prompt "Otter!".</remarks>
    public bool MayRepeat(string word)
    {
        var letters = LettersOf(word);
        if (key is null || prompt is null || letters.Length == 0) return false;
        var isPartOfKey = letters.Length >= ShortestPart && LettersOf(key).Contains(letters);
        return !isPartOfKey && !HasLettersOf(letters, key) && !HasLettersOf(letters, prompt);
    }

    /// <summary>
    /// The text of a body, or the name of a header, without the key, as it is and as JSON has it. A name may repeat a prompt of
    /// one word, such as "request", by chance.
    /// </summary>
    public string? RedactBody(string? text) => text is not null && key is { Length: >= ShortestInBody }
        ? text.Replace(key, Redacted).Replace(key.Replace("\\", "\\\\").Replace("\"", "\\\""), Redacted)
        : text;

    /// <summary>The value of a header without the key and the prompt.</summary>
    public string RedactHeader(string value) => RedactHeader(RedactHeader(value, key), prompt);

    private static string RedactHeader(string value, string? secret) =>
        value == secret && value.Length > 0 ? Redacted
        : secret is { Length: >= ShortestInHeader } ? value.Replace(secret, Redacted)
        : value;

    private static bool HasLettersOf(string letters, string? secret) =>
        LettersOf(secret) is { Length: > 0 } ofSecret && letters.Contains(ofSecret);

    private static string LettersOf(string? text) =>
        text is null ? "" : string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
