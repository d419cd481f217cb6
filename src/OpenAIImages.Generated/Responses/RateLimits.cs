namespace OpenAIImages.Generated;

/// <summary>Represents the rate limits of an account that the server sent.</summary>
public sealed class RateLimits
{
    internal RateLimits(Func<string, string?> find)
    {
        Requests = RateLimit.Find(find, "requests");
        Tokens = RateLimit.Find(find, "tokens");
        InputImages = RateLimit.Find(find, "input-images");
    }

    /// <summary>Gets the limit for requests; null if the server sent none.</summary>
    public RateLimit? Requests { get; }

    /// <summary>Gets the limit for tokens; null if the server sent none.</summary>
    public RateLimit? Tokens { get; }

    /// <summary>Gets the limit for input images; null if the server sent none.</summary>
    public RateLimit? InputImages { get; }
}
