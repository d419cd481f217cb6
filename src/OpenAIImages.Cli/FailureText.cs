using System.Text.RegularExpressions;

namespace OpenAIImages.Cli;

/// <summary>Messages of failures, in the terms of the command line.</summary>
internal static partial class FailureText
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["AllowInsecureEndpoint"] = "--allow-insecure-endpoint",
        ["ApiVersion"] = "--api-version",
        ["Endpoint"] = "--endpoint",
        ["MaxRetries"] = "--max-retries",
        ["Organization"] = "OPENAI_ORG_ID",
        ["Project"] = "OPENAI_PROJECT_ID",
        ["Timeout"] = "--timeout",
        ["ValidateRequests"] = "--no-validate",
    };

    /// <summary>Returns the message of a failure, with its cause if the connection failed.</summary>
    public static string Of(Exception failure)
    {
        var message = failure.Message
            .Replace(", see inner exception.", ".", StringComparison.Ordinal)
            .Replace(" AllowDownload can accept it.", string.Empty, StringComparison.Ordinal)
            .Replace("Set the Endpoint to", "Set --endpoint to", StringComparison.Ordinal)
            .Replace("than the Timeout of", "than the --timeout of", StringComparison.Ordinal);
        var connection = Chain(failure).FirstOrDefault(it => it is HttpRequestException);
        var cause = connection is null ? null : Chain(connection).LastOrDefault(SaysSomething)?.Message;
        return cause is null || message.Contains(cause, StringComparison.Ordinal)
            ? message
            : $"{message.TrimEnd('.', ' ')}: {cause}";
    }

    /// <summary>
    /// Returns a message about client options, with the names of the options of the command line.
    /// </summary>
    public static string OfOptions(string message) =>
        PropertyNames().Replace(message, match => Names.GetValueOrDefault(match.Value, match.Value));

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var current = failure; current is not null; current = current.InnerException) yield return current;
    }

    private static bool SaysSomething(Exception failure) =>
        !string.IsNullOrWhiteSpace(failure.Message)
        && !failure.Message.Contains("inner exception", StringComparison.OrdinalIgnoreCase)
        && !failure.Message.StartsWith("Exception of type", StringComparison.Ordinal);

    [GeneratedRegex(@"\b[A-Z][a-z]+(?:[A-Z][a-z]+)*\b")]
    private static partial Regex PropertyNames();
}
