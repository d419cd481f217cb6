namespace OpenAIImages.Cli;

/// <summary>The prompt, from the argument or from standard input.</summary>
internal static class PromptReader
{
    /// <param name="argument">
    /// The argument. The prompt is read from standard input if it is <c>-</c>, or if it is omitted and standard input
    /// is redirected.
    /// </param>
    /// <param name="cancellationToken">Cancels waiting for input.</param>
    /// <exception cref="UsageException">There is no prompt.</exception>
    public static async Task<string> ReadAsync(string? argument, CancellationToken cancellationToken)
    {
        if (argument is not (null or "-")) return argument;
        if (argument is null && !Console.IsInputRedirected)
        {
            throw new UsageException("There is no prompt. Pass it as an argument or through standard input.");
        }

        // Console.In would ignore the token.
        using var input = new StreamReader(Console.OpenStandardInput(), Console.InputEncoding);
        var prompt = await input.ReadToEndAsync(cancellationToken).WaitAsync(cancellationToken);
        return prompt.TrimEnd('\r', '\n');
    }
}
