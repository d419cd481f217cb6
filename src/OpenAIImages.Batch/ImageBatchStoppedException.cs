namespace OpenAIImages.Batch;

/// <summary>
/// The exception that is thrown at the end of a run that was stopped by a failure that would meet every other item too:
/// an exhausted quota, a key that is refused, a full disk. Items that were not sent can be sent by the next run.
/// </summary>
public class ImageBatchStoppedException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="ImageBatchStoppedException"/> class.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The failure.</param>
    public ImageBatchStoppedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
