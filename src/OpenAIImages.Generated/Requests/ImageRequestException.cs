namespace OpenAIImages.Generated;

/// <summary>
/// The exception that is thrown when a request violates rules of its model. The request was not sent;
/// <see cref="Violations"/> lists everything that is wrong with it.
/// </summary>
public class ImageRequestException : ArgumentException
{
    /// <summary>Initializes a new instance of the <see cref="ImageRequestException"/> class.</summary>
    /// <param name="violations">What is wrong with the request; at least one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="violations"/> is null.</exception>
    public ImageRequestException(IReadOnlyList<ImageRequestViolation> violations)
        : base(Describe(violations ?? throw new ArgumentNullException(nameof(violations))))
    {
        Violations = violations;
    }

    /// <summary>Gets everything that is wrong with the request.</summary>
    public IReadOnlyList<ImageRequestViolation> Violations { get; }

    private static string Describe(IReadOnlyList<ImageRequestViolation> violations) =>
        "The request was not sent: " + string.Join(" ", violations.Select(violation => violation.Message));
}
