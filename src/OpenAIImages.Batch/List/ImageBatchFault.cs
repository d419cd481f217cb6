namespace OpenAIImages.Batch;

/// <summary>Describes one thing that is wrong with a line of a list.</summary>
public sealed class ImageBatchFault
{
    /// <summary>Initializes a new instance of the <see cref="ImageBatchFault"/> class.</summary>
    /// <param name="line">The number of the line, starting at 1.</param>
    /// <param name="message">A sentence that says what is wrong.</param>
    /// <param name="parameter">The name of the parameter in JSON; null if the line as a whole is wrong.</param>
    public ImageBatchFault(int line, string message, string? parameter = null)
    {
        Line = line;
        Message = message;
        Parameter = parameter;
    }

    /// <summary>Gets the number of the line, starting at 1.</summary>
    public int Line { get; }

    /// <summary>Gets a sentence that says what is wrong. It does not contain the prompt.</summary>
    public string Message { get; }

    /// <summary>Gets the name of the parameter in JSON; null if the line as a whole is wrong.</summary>
    public string? Parameter { get; }

    /// <summary>Returns the line number and the message.</summary>
    /// <returns>A text such as <c>line 3: …</c>.</returns>
    public override string ToString() => $"line {Line}: {Message}";
}
