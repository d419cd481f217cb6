namespace OpenAIImages.Emulator.Page.Snippets;

/// <summary>Writes arguments for bash, zsh and other POSIX shells.</summary>
internal static class Shell
{
    /// <summary>Quotes an argument, if it needs quotes.</summary>
    /// <remarks>Between single quotes, the shell interprets nothing but the closing quote.</remarks>
    public static string Quote(string argument) =>
        argument.Length > 0 && argument.All(IsPlain)
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Writes a command with each part on its own line. The parts are already quoted.</summary>
    public static string Command(params string[] parts) => string.Join(" \\\n  ", parts);

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '/' or ':' or '=' or ',' or '+';
}
