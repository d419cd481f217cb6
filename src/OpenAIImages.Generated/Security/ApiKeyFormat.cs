namespace OpenAIImages.Generated.Security;

/// <summary>What a key may look like, and where it must not stand. No message repeats a value: it may be the key.</summary>
internal static class ApiKeyFormat
{
    // As OpenAI's keys look; long enough that no organization or path is taken for one.
    private const string KeyStart = "sk-";
    private const int ShortestKey = 19;

    /// <summary>Checks the options that a client is made with.</summary>
    /// <exception cref="ArgumentException">They cannot work, or would give the key away.</exception>
    public static void Check(ImagesClientOptions options)
    {
        if (options.ApiKeyProvider is null)
        {
            if (Complaint(options.ApiKey) is { } complaint) throw new ArgumentException($"The API key {complaint}");
        }
        else if (options.ApiKey is not null)
        {
            throw new ArgumentException("Either ApiKey or ApiKeyProvider is set, not both.");
        }

        CheckEndpoint(options);
        CheckHeader(options.Organization, nameof(options.Organization), options.ApiKey);
        CheckHeader(options.Project, nameof(options.Project), options.ApiKey);
        CheckHeader(options.ApiVersion, nameof(options.ApiVersion), options.ApiKey);
        if (options.Authentication is not (ImagesAuthentication.Bearer or ImagesAuthentication.ApiKeyHeader))
        {
            throw new ArgumentException("Authentication is neither Bearer nor ApiKeyHeader.");
        }
    }

    /// <summary>What is wrong with a key; null when nothing is.</summary>
    public static string? Complaint(string? key)
    {
        if (string.IsNullOrWhiteSpace(key)) return "is missing or blank.";
        return IsPrintable(key!)
            ? null
            : "has characters that a header cannot carry: a space, a line break, a control or non-ASCII character.";
    }

    /// <summary>Whether a text contains this key, or something that is one by its form.</summary>
    // By hand: a regular expression would be a tenth of the time that a process takes for its first call.
    public static bool LooksLikeKey(string text, string? key)
    {
        if (key is { Length: >= 8 } && text.Contains(key)) return true;
        var start = -1;
        while ((start = text.IndexOf(KeyStart, start + 1, StringComparison.Ordinal)) >= 0)
        {
            var end = start + KeyStart.Length;
            while (end < text.Length && (IsLetterOrDigit(text[end]) || text[end] is '-' or '_')) end++;
            if (end - start >= ShortestKey && (start == 0 || !IsLetterOrDigit(text[start - 1]))) return true;
        }

        return false;
    }

    /// <summary>Whether an address has this key, or something that is one by its form.</summary>
    /// <remarks>A host may have the name that stands for a key there, as <c>lm-studio</c> does, but no long one.</remarks>
    public static bool IsIn(Uri address, string? key)
    {
        var text = address.OriginalString;
        if (LooksLikeKey(text, key is { Length: < ShortestKey } ? null : key)) return true;
        var host = text.IndexOf("//", StringComparison.Ordinal) + 2;
        var path = text.IndexOfAny(['/', '?', '#'], host);
        return path >= 0 && LooksLikeKey(text.Substring(path), key);
    }

    private static void CheckEndpoint(ImagesClientOptions options)
    {
        var endpoint = options.Endpoint;
        if (!UriExtensions.IsHttp(endpoint)) throw new ArgumentException("Endpoint must be an absolute http or https URL.");

        if (endpoint.UserInfo.Length > 0 || IsIn(endpoint, options.ApiKey))
        {
            throw new ArgumentException("Endpoint must not contain a key, a user name or a password.");
        }

        if (endpoint.Fragment.Length > 0) throw new ArgumentException("Endpoint must not have a fragment.");
        if (endpoint.Scheme == "http" && !endpoint.IsLoopback && !options.AllowInsecureEndpoint)
        {
            throw new ArgumentException(
                "Endpoint is unencrypted http, and would give the key to everyone on the way: use https, or set " +
                "AllowInsecureEndpoint.");
        }
    }

    private static void CheckHeader(string? value, string name, string? key)
    {
        if (value is null) return;
        if (LooksLikeKey(value, key)) throw new ArgumentException($"{name} must not contain a key.");
        if (value.Length == 0 || !IsPrintable(value))
        {
            throw new ArgumentException($"{name} must be printable ASCII without spaces.");
        }
    }

    private static bool IsPrintable(string text)
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
