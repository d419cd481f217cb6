namespace OpenAIImages.Generated.Responses.Extraction;

/// <summary>Why a response could not be read.</summary>
internal enum ResponseFault
{
    /// <summary>The body is HTML, text, empty, or JSON that is neither an object nor a list.</summary>
    NotJson,

    /// <summary>The body begins as JSON, but is not valid JSON.</summary>
    Malformed,

    /// <summary>The body ends before the JSON does.</summary>
    EndedEarly,

    /// <summary>The base64 of an image is invalid.</summary>
    InvalidBase64,

    /// <summary>The body is larger than the caller allows.</summary>
    TooLarge,

    /// <summary>The body is compressed in a way that is not supported.</summary>
    UnsupportedEncoding,

    /// <summary>The body is an error, despite the status.</summary>
    ReportedError,

    /// <summary>The connection or the decompression failed while the body was read.</summary>
    Interrupted,
}
