namespace OpenAIImages.Cli;

/// <summary>The exception for an invalid command line; the message says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
