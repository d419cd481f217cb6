namespace OpenAIImages.Generated.Responses;

/// <summary>What kept an answer from being read.</summary>
internal enum ResponseFault
{
    /// <summary>The body is no JSON object: HTML, text, another kind of JSON, or nothing at all.</summary>
    NotAnObject,

    /// <summary>The body begins as a JSON object and goes on as something else.</summary>
    Malformed,

    /// <summary>The body ends before the JSON does.</summary>
    EndedEarly,

    /// <summary>An image's base64 is broken.</summary>
    BrokenBase64,

    /// <summary>The body is larger than the caller allows.</summary>
    TooLarge,

    /// <summary>The body is compressed in a way that cannot be undone here.</summary>
    UnknownEncoding,

    /// <summary>The connection or the decompression failed while the body was read.</summary>
    Interrupted,
}

/// <summary>An answer that cannot be read as one; the client makes an <see cref="ApiException"/> of it.</summary>
/// <param name="fault">What is wrong.</param>
/// <param name="message">The same in words, in one line, without anything of the body.</param>
/// <param name="text">The body as far as it was read; nothing where whoever catches it knows that.</param>
/// <param name="innerException">What was thrown below, if anything was.</param>
internal sealed class ResponseFormatException(
    ResponseFault fault, string message, string text = "", Exception? innerException = null)
    : FormatException(message, innerException)
{
    public ResponseFault Fault => fault;

    public string Text => text;
}
