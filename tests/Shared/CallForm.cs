namespace OpenAIImages.Tests;

/// <summary>The three ways to request an image.</summary>
public enum CallForm
{
    /// <summary>The whole response.</summary>
    Buffered,

    /// <summary>Each image to a stream.</summary>
    Direct,

    /// <summary>Events.</summary>
    Events,
}
