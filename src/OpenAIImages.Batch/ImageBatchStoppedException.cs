namespace OpenAIImages.Batch;

/// <summary>
/// The exception that is thrown at the end of a run that was stopped by a failure that would affect all other items as
/// well: an exhausted quota, a refused key, a full disk. The next run can send the remaining items.
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
