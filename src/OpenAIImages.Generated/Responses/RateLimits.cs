namespace OpenAIImages.Generated;

/// <summary>The rate limits of an account, as far as the server sent them.</summary>
public sealed class RateLimits
{
    internal RateLimits(Func<string, string?> find)
    {
        Requests = RateLimit.Find(find, "requests");
        Tokens = RateLimit.Find(find, "tokens");
        InputImages = RateLimit.Find(find, "input-images");
    }

    /// <summary>Gets the limit of requests; null if the server sent none.</summary>
    public RateLimit? Requests { get; }

    /// <summary>Gets the limit of tokens; null if the server sent none.</summary>
    public RateLimit? Tokens { get; }

    /// <summary>Gets the limit of images in requests; null if the server sent none.</summary>
    public RateLimit? InputImages { get; }
}
