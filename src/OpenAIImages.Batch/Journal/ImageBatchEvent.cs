namespace OpenAIImages.Batch;

/// <summary>What happened to an item.</summary>
public enum ImageBatchEvent
{
    /// <summary>The request is about to be sent: from here on it may be charged.</summary>
    Sent,

    /// <summary>The images are saved.</summary>
    Done,

    /// <summary>The request failed.</summary>
    Failed,

    /// <summary>The call was canceled after the request was sent: whether it was charged is not known.</summary>
    Unknown,

    /// <summary>
    /// The request was refused without a charge, by a rate limit or for lack of credit, and is still to be sent.
    /// </summary>
    Deferred,
}
