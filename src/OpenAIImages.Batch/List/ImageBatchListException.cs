namespace OpenAIImages.Batch;

/// <summary>
/// The exception that is thrown when a list cannot be run. Nothing was sent; <see cref="Faults"/> lists everything that
/// is wrong.
/// </summary>
public class ImageBatchListException : Exception
{
    private const int MaxShown = 10;

    /// <summary>Initializes a new instance of the <see cref="ImageBatchListException"/> class.</summary>
    /// <param name="faults">What is wrong with the list, in the order of its lines.</param>
    /// <exception cref="ArgumentNullException"><paramref name="faults"/> is null.</exception>
    public ImageBatchListException(IReadOnlyList<ImageBatchFault> faults)
        : base(Describe(faults ?? throw new ArgumentNullException(nameof(faults))))
    {
        Faults = faults;
    }

    /// <summary>Gets everything that is wrong with the list, in the order of its lines.</summary>
    public IReadOnlyList<ImageBatchFault> Faults { get; }

    private static string Describe(IReadOnlyList<ImageBatchFault> faults)
    {
        var more = faults.Count > MaxShown ? $" And {faults.Count - MaxShown} more." : string.Empty;
        return "Nothing was sent: " + string.Join(" ", faults.Take(MaxShown)) + more;
    }
}
