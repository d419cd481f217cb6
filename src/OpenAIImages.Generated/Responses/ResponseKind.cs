namespace OpenAIImages.Generated.Responses;

/// <summary>What a response is, by its first bytes; the content type is only a hint.</summary>
internal enum ResponseKind
{
    /// <summary>A JSON object or list.</summary>
    Json,

    /// <summary>Server-sent events.</summary>
    Events,

    /// <summary>The file of a picture.</summary>
    Picture,

    /// <summary>Anything else, such as HTML, text, or nothing.</summary>
    Other,
}
