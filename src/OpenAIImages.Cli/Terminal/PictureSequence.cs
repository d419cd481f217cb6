using System.Text;

namespace OpenAIImages.Cli.Terminal;

/// <summary>The control sequences that send a picture to a terminal.</summary>
internal static class PictureSequence
{
    private const char Escape = '\u001b';
    private const char Bell = '\a';

    // Kitty's maximum length of a sequence.
    private const int KittyChunk = 4096;

    /// <summary>Returns the protocol of the terminal, according to the environment.</summary>
    public static TerminalProtocol Detect(Func<string, string?> environment)
    {
        var terminal = environment("TERM") ?? string.Empty;
        var program = environment("TERM_PROGRAM");
        // Multiplexers would interpret the sequences themselves.
        var isMultiplexer = environment("TMUX") is not null
            || terminal.StartsWith("screen", StringComparison.Ordinal)
            || terminal.StartsWith("tmux", StringComparison.Ordinal);
        if (isMultiplexer) return TerminalProtocol.Characters;
        if (environment("KITTY_WINDOW_ID") is not null || terminal is "xterm-kitty" or "xterm-ghostty"
            || program is "ghostty" or "WezTerm")
        {
            return TerminalProtocol.Kitty;
        }

        return program == "iTerm.app" || environment("LC_TERMINAL") == "iTerm2"
            ? TerminalProtocol.ITerm
            : TerminalProtocol.Characters;
    }

    /// <summary>Returns Kitty's sequence for a PNG with a size in cells.</summary>
    public static string Kitty(byte[] png, int columns, int rows)
    {
        var base64 = Convert.ToBase64String(png);
        var text = new StringBuilder();
        for (var start = 0; start < base64.Length; start += KittyChunk)
        {
            var length = Math.Min(KittyChunk, base64.Length - start);
            var hasMore = start + length < base64.Length ? 1 : 0;
            // Transmit and show a PNG, without a reply, and leave the cursor where it is.
            var control = start == 0 ? $"a=T,f=100,q=2,C=1,c={columns},r={rows},m={hasMore}" : $"q=2,m={hasMore}";
            text.Append(Escape).Append("_G").Append(control).Append(';').Append(base64, start, length)
                .Append(Escape).Append('\\');
        }

        return text.Append('\n', rows).ToString();
    }

    /// <summary>Returns iTerm2's sequence for a picture with a size in cells.</summary>
    public static string ITerm(byte[] picture, int columns, int rows) =>
        $"{Escape}]1337;File=inline=1;size={picture.Length};width={columns};height={rows};preserveAspectRatio=1:"
        + Convert.ToBase64String(picture) + Bell + '\n';

    /// <summary>Returns the sequence that moves the cursor up and clears everything after it.</summary>
    public static string EraseLines(int count) => $"{Escape}[{count}A{Escape}[J";
}
