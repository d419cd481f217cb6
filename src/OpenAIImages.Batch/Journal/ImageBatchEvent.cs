namespace OpenAIImages.Batch;

/// <summary>Specifies what happened to an item.</summary>
public enum ImageBatchEvent
{
    /// <summary>The request is about to be sent. It may be charged from now on.</summary>
    Sent,

    /// <summary>The images are saved.</summary>
    Done,

    /// <summary>The request failed.</summary>
    Failed,

    /// <summary>The call was canceled after the request was sent. It may have been charged.</summary>
    Unknown,

    /// <summary>
    /// The request was refused without a charge, because of a rate limit or an exhausted quota. It still has to be
    /// sent.
    /// </summary>
    Deferred,
}
