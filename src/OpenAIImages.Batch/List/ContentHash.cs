using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenAIImages.Batch.List;

/// <summary>64 bits of SHA-256: enough to tell the lines of one list apart, and few enough to keep for each.</summary>
internal static class ContentHash
{
    public static ulong Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
#if NET
        var hash = SHA256.HashData(bytes);
#else
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(bytes);
#endif
        ulong value = 0;
        for (var i = 0; i < sizeof(ulong); i++) value = (value << 8) | hash[i];
        return value;
    }

    /// <summary>Returns a hash in the format of the journal.</summary>
    public static string ToText(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
