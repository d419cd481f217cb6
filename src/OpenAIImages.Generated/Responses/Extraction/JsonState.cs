namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>Where a <see cref="Base64Extractor"/> is in the JSON.</summary>
internal enum JsonState
{
    Start,
    Structure,
    InName,
    InString,
    InLiteral,
    InImage,
    InInvalidImage,
    End,
    Failed,
}
