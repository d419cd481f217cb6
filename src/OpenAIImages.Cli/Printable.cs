using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Cli;

/// <summary>
/// Cleans everything that is printed: it contains no control sequences and no secrets.
/// </summary>
internal sealed partial class Printable
{
    private const string Redacted = "(redacted)";
    private const int MinSecretLength = 4;

    private readonly List<string> _secrets;

    /// <param name="arguments">The command line. Text in it that looks like a key is never printed.</param>
    public Printable(IEnumerable<string> arguments)
    {
        var words = arguments.ToList();
        _secrets =
        [
            .. words.SelectMany(word => KeyPattern().Matches(word)).Select(match => match.Value)
                .Concat(HeaderOption.ValuesIn(words))
                .Where(secret => secret.Length >= MinSecretLength)
                .OrderByDescending(secret => secret.Length),
        ];
    }

    /// <summary>Returns a text as one line without secrets.</summary>
    public string Text(string text) => Path(Redact(text));

    /// <summary>Returns the path of a file that was written, as one line.</summary>
    public static string Path(string path)
    {
        var clean = new StringBuilder(path.Length);
        foreach (var rune in path.EnumerateRunes())
        {
            clean.Append(Steers(rune) ? " " : rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>Returns JSON in ASCII. Secrets are removed from all texts except file paths.</summary>
    public string Json(JObject value, Formatting formatting = Formatting.Indented)
    {
        foreach (var text in value.DescendantsAndSelf().OfType<JValue>().Where(it => !JsonReport.IsPath(it)).ToList())
        {
            if (text.Value is string words) text.Value = Redact(words);
        }

        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        using var json = new JsonTextWriter(writer)
        {
            Formatting = formatting,
            StringEscapeHandling = StringEscapeHandling.EscapeNonAscii,
        };
        value.WriteTo(json);
        return writer.ToString();
    }

    private string Redact(string text) =>
        _secrets.Aggregate(text, (current, secret) => current.Replace(secret, Redacted, StringComparison.Ordinal));

    private static bool Steers(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;

    // A key of OpenAI, or 32 or more characters with a digit among them, like keys of Azure.
    [GeneratedRegex("sk-[A-Za-z0-9_-]{8,}|(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{32,}")]
    private static partial Regex KeyPattern();
}
