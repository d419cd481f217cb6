using System.CommandLine;
using System.CommandLine.Parsing;

namespace OpenAIImages.Cli;

/// <summary>The option for headers that a gateway requires. Their values are never printed.</summary>
internal static class HeaderOption
{
    private const string Name = "--header";

    public static Option<string[]> Create()
    {
        var option = new Option<string[]>(Name)
        {
            Description = "A header to send to the endpoint, for example for a gateway; never printed. Repeatable",
            HelpName = "name=value",
        };
        option.Validators.Add(Check);
        return option;
    }

    /// <summary>Splits a header into its name and value.</summary>
    public static (string Name, string Value) Split(string header)
    {
        var equals = header.IndexOf('=', StringComparison.Ordinal);
        return (header[..equals].Trim(), header[(equals + 1)..].Trim());
    }

    /// <summary>Returns the values of all headers of a command line, even of invalid headers.</summary>
    public static IEnumerable<string> ValuesIn(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == Name && i + 1 < arguments.Count) yield return ValueOf(arguments[i + 1]);
            if (arguments[i].StartsWith(Name + "=", StringComparison.Ordinal)
                || arguments[i].StartsWith(Name + ":", StringComparison.Ordinal))
            {
                yield return ValueOf(arguments[i][(Name.Length + 1)..]);
            }
        }
    }

    private static string ValueOf(string header) =>
        header[(header.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();

    private static void Check(OptionResult result)
    {
        if (result.Tokens.Any(token => !IsHeader(token.Value)))
        {
            result.AddError($"{Name} requires name=value: the name of a header of a request, and printable ASCII.");
        }
    }

    private static bool IsHeader(string text)
    {
        if (text.IndexOf('=', StringComparison.Ordinal) < 1) return false;
        var (name, value) = Split(text);
        using var message = new HttpRequestMessage();
        try
        {
            return value.All(character => character is >= ' ' and <= '~')
                && !name.Equals("Host", StringComparison.OrdinalIgnoreCase)
                && message.Headers.TryAddWithoutValidation(name, value);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
