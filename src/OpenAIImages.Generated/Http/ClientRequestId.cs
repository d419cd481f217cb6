namespace OpenAIImages.Generated.Http;

/// <summary>The id of a call, the same for all its attempts, by which a server can find it.</summary>
internal static class ClientRequestId
{
    public const string Header = "X-Client-Request-Id";

    private const int MaxLength = 512;

    /// <summary>Returns a new UUID, version 4.</summary>
    // It must be unique, not secret. Guid.NewGuid asks the operating system, which takes many times as long.
    public static string New()
    {
#if NET
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes).ToString();
#else
        return Guid.NewGuid().ToString();
#endif
    }

    /// <summary>Adds an id to a request that has none; throws if it has one that the API would reject.</summary>
    public static void Ensure(HttpRequestMessage request)
    {
        if (!request.Headers.TryGetValues(Header, out var values))
        {
            request.Headers.TryAddWithoutValidation(Header, New());
        }
        else if (values.Any(value => value.Length > MaxLength || value.Any(c => c is < ' ' or > '~')))
        {
            throw new ArgumentException(
                $"{Header} must be at most {MaxLength} printable ASCII characters.", nameof(request));
        }
    }
}
