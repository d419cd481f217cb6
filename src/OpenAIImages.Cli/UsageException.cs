namespace OpenAIImages.Cli;

/// <summary>The command line cannot be carried out as it is; the message says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
