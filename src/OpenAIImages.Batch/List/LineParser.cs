using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Batch.List;

/// <summary>Reads one line: a prompt, a request as JSON, or a line of the provider's Batch API.</summary>
/// <param name="isText">Whether each line is a prompt.</param>
internal sealed class LineParser(bool isText)
{
    /// <summary>The address of a line of the Batch API.</summary>
    public const string Url = "/v1/images/generations";

    private const string CustomId = "custom_id";
    private const string Output = "output";
    private const string Body = "body";
    private const string Method = "method";
    private const string UrlName = "url";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonLoadSettings Settings =
        new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };

    /// <summary>Returns the text of a line, without leading and trailing white space.</summary>
    /// <exception cref="FormatException">The line is not UTF-8.</exception>
    public static string ToText(ArraySegment<byte> line)
    {
        try
        {
            return Utf8.GetString(line.Array!, line.Offset, line.Count).Trim().Trim('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("The line is not UTF-8.");
        }
    }

    /// <summary>Reads a line that is not blank.</summary>
    /// <exception cref="FormatException">The line is not valid; the message says why.</exception>
    public ParsedLine Parse(string text)
    {
        if (isText) return new ParsedLine(null, null, new JObject { ["prompt"] = text });
        var line = ReadObject(text);
        var customId = TakeText(line, CustomId);
        var output = TakeText(line, Output);
        return new ParsedLine(customId, output, line[Body] is null ? line : TakeBody(line));
    }

    private static JObject ReadObject(string text)
    {
        try
        {
            CheckStrictly(text);
            using var reader = new JsonTextReader(new StringReader(text))
            {
                DateParseHandling = DateParseHandling.None,
                FloatParseHandling = FloatParseHandling.Decimal,
            };
            return JToken.Load(reader, Settings) as JObject ?? throw new FormatException("The line is not an object.");
        }
        catch (Exception failure) when (failure is JsonException or OverflowException or ArgumentException)
        {
            var position = failure is JsonReaderException { LinePosition: > 0 } at
                ? string.Format(CultureInfo.InvariantCulture, " at character {0}", at.LinePosition)
                : string.Empty;
            throw new FormatException(
                failure.Message.Contains("already exists")
                    ? "The line has a property twice."
                    : $"The line is not valid JSON{position}.");
        }
    }

    /// <summary>Newtonsoft.Json accepts more than JSON: comments, single quotes, names without quotes.</summary>
    private static void CheckStrictly(string text)
    {
#if NET
        var reader = new System.Text.Json.Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (System.Text.Json.JsonException failure)
        {
            throw new FormatException($"The line is not valid JSON at byte {failure.BytePositionInLine + 1}.");
        }
#endif
    }

    private static string? TakeText(JObject line, string name)
    {
        if (line[name] is not { } value) return null;
        line.Remove(name);
        return value switch
        {
            { Type: JTokenType.Null } => null,
            { Type: JTokenType.String } when ((string)value!).Trim().Length > 0 => (string)value!,
            _ => throw new FormatException($"{name} must be a text that is not blank."),
        };
    }

    private static JObject TakeBody(JObject line)
    {
        var method = TakeText(line, Method);
        if (method is not null && !method.Equals("POST", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException("method must be POST.");
        }

        var url = TakeText(line, UrlName);
        if (url is not (null or Url)) throw new FormatException($"url must be {Url}.");
        if (line[Body] is not JObject body) throw new FormatException("body must be an object.");
        line.Remove(Body);
        if (line.Properties().FirstOrDefault() is { } other)
        {
            throw new FormatException($"{other.Name} is not allowed next to body.");
        }

        return body;
    }
}
