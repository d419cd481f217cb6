namespace OpenAIImages.Tests;

/// <summary>The three ways to ask for an image.</summary>
public enum CallForm
{
    /// <summary>The whole answer.</summary>
    Buffered,

    /// <summary>Each image straight into a stream.</summary>
    Direct,

    /// <summary>Events.</summary>
    Events,
}
