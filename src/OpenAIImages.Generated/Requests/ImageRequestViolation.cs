namespace OpenAIImages.Generated;

/// <summary>Describes one thing that is wrong with a request.</summary>
public sealed class ImageRequestViolation
{
    /// <summary>Initializes a new instance of the <see cref="ImageRequestViolation"/> class.</summary>
    /// <param name="parameter">The name of the parameter in JSON.</param>
    /// <param name="value">The value of the parameter; null when it is not set.</param>
    /// <param name="model">The model of the request; null when it names none.</param>
    /// <param name="message">A sentence that says what is allowed.</param>
    /// <param name="code">The error code that the API uses for this violation.</param>
    public ImageRequestViolation(string parameter, object? value, string? model, string message, string code)
    {
        Parameter = parameter;
        Value = value;
        Model = model;
        Message = message;
        Code = code;
    }

    /// <summary>
    /// Gets the name of the parameter in JSON, such as <c>response_format</c>, or <c>svg.model</c> for a parameter
    /// within an object.
    /// </summary>
    public string Parameter { get; }

    /// <summary>Gets the value from the request, which may be the prompt; null when it is not set.</summary>
    public object? Value { get; }

    /// <summary>Gets the model of the request; null when it names none.</summary>
    public string? Model { get; }

    /// <summary>Gets a sentence that says what is allowed. It does not contain the prompt.</summary>
    public string Message { get; }

    /// <summary>
    /// Gets the error code that the API uses for this violation: <c>unknown_parameter</c>, <c>invalid_value</c>,
    /// <c>invalid_size</c> or <c>missing_required_parameter</c>.
    /// </summary>
    public string Code { get; }

    /// <summary>Returns the message.</summary>
    /// <returns><see cref="Message"/>.</returns>
    public override string ToString() => Message;
}
