namespace OpenAIImages.Generated;

/// <summary>
/// The request breaks rules of its model and was not sent. All that is wrong with it is in <see cref="Violations"/>.
/// </summary>
public class ImageRequestException : ArgumentException
{
    /// <summary>Makes the exception from what is wrong with a request.</summary>
    /// <param name="violations">What is wrong; at least one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="violations"/> is null.</exception>
    public ImageRequestException(IReadOnlyList<ImageRequestViolation> violations)
        : base(Describe(violations ?? throw new ArgumentNullException(nameof(violations))))
    {
        Violations = violations;
    }

    /// <summary>Everything that is wrong with the request, at once.</summary>
    public IReadOnlyList<ImageRequestViolation> Violations { get; }

    private static string Describe(IReadOnlyList<ImageRequestViolation> violations) =>
        "The request was not sent: " + string.Join(" ", violations.Select(violation => violation.Message));
}

/// <summary>One thing that is wrong with a request.</summary>
public sealed class ImageRequestViolation
{
    /// <summary>Makes a violation.</summary>
    /// <param name="parameter">The parameter's name on the wire.</param>
    /// <param name="value">Its value; null when it is not set.</param>
    /// <param name="model">The model that was asked for; null when none was.</param>
    /// <param name="message">What is allowed, in a sentence.</param>
    /// <param name="code">The error code that the API has for it.</param>
    public ImageRequestViolation(string parameter, object? value, string? model, string message, string code)
    {
        Parameter = parameter;
        Value = value;
        Model = model;
        Message = message;
        Code = code;
    }

    /// <summary>The parameter's name on the wire, such as <c>response_format</c>; <c>svg.model</c> for one within another.</summary>
    public string Parameter { get; }

    /// <summary>The value as it is in the request, a prompt included; null when it is not set.</summary>
    public object? Value { get; }

    /// <summary>The model that was asked for; null when none was.</summary>
    public string? Model { get; }

    /// <summary>What is allowed, in a sentence. It does not repeat a prompt.</summary>
    public string Message { get; }

    /// <summary>
    /// The error code that the API has for it: <c>unknown_parameter</c>, <c>invalid_value</c>, <c>invalid_size</c> or
    /// <c>missing_required_parameter</c>.
    /// </summary>
    public string Code { get; }

    /// <summary>The message.</summary>
    /// <returns><see cref="Message"/>.</returns>
    public override string ToString() => Message;
}
