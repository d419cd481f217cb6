namespace OpenAIImages.Generated.Http;

/// <summary>The id that a call is given here, so that it can be traced with all its attempts.</summary>
internal static class ClientRequestId
{
    public const string Header = "X-Client-Request-Id";

    /// <summary>A new UUID of version 4.</summary>
    // Unique, not secret: what Guid.NewGuid does more, which is to ask the system, takes many times as long.
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
}
