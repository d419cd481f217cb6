namespace OpenAIImages.Cli.Terminal;

/// <summary>How a terminal displays pictures.</summary>
internal enum TerminalProtocol
{
    /// <summary>Without a protocol: pictures are made of characters.</summary>
    Characters,

    /// <summary>The protocol of Kitty, which Ghostty and WezTerm understand too.</summary>
    Kitty,

    /// <summary>The protocol of iTerm2.</summary>
    ITerm,
}
