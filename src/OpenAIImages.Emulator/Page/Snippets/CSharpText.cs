using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Page.Snippets;

/// <summary>Writes values as C#.</summary>
internal static class CSharpText
{
    /// <summary>Writes a value of JSON.</summary>
    public static string Literal(JToken value) => value.Type switch
    {
        JTokenType.String => Quote((string)value!),
        JTokenType.Integer or JTokenType.Float or JTokenType.Boolean => value.ToString(Formatting.None),
        _ => $"Newtonsoft.Json.Linq.JToken.Parse({Quote(value.ToString(Formatting.None))})",
    };

    /// <summary>Writes a string.</summary>
    public static string Quote(string text)
    {
        var literal = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) literal.Append(text[i++]).Append(text[i]);
            else literal.Append(Escape(text[i]));
        }

        return literal.Append('"').ToString();
    }

    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        _ => CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
            ? $@"\u{(int)character:x4}"
            : character.ToString(),
    };
}
