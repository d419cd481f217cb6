namespace OpenAIImages.Batch;

/// <summary>Specifies how an item of a list ended.</summary>
public enum ImageBatchStatus
{
    /// <summary>The images are saved.</summary>
    Done,

    /// <summary>The request failed.</summary>
    Failed,

    /// <summary>The call was canceled after the request was sent. It may have been charged.</summary>
    Unknown,
}
