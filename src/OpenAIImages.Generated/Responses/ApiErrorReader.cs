using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated.Responses.Extraction;
using OpenAIImages.Generated.Security;
using OpenAIImages.Generated.Serialization;

namespace OpenAIImages.Generated.Responses;

/// <summary>Finds the error in a body, in the shapes that OpenAI, Azure and other servers and gateways use.</summary>
internal static class ApiErrorReader
{
    private const int MaxTextLength = 500;
    private const int MaxLines = 100;

    private static readonly string[] ErrorNames = ["error", "errors", "detail", "fault"];
    private static readonly string[] MessageNames =
    [
        "message", "msg", "detail", "error_msg", "error_message", "errorMessage", "error_description", "title",
        "description", "status_msg", "errmsg", "faultstring", "err", "reason",
    ];

    private static readonly string[] CodeNames = ["code", "error_code", "errorCode", "status_code", "errcode"];

    /// <summary>Returns the error that a body describes, without the key; null if it describes none.</summary>
    public static ApiError? Read(string? body, SecretRedactor secrets)
    {
        body = body?.Trim(' ', '\t', '\r', '\n', '\uFEFF');
        if (string.IsNullOrEmpty(body)) return null;
        if (body![0] is '{' or '[') return Find(Parse(body, secrets), isError: false);
        // Events without framing: the last lines show how the stream ended.
        var lines = body.Split('\n').Select(TrimField).Where(IsObjectOrList).Reverse().Take(MaxLines).ToList();
        return lines.Count > 0
            ? FirstIn(lines.Select(line => Parse(line, secrets)), isError: false)
            : ReadText(body, secrets);
    }

    private static bool IsObjectOrList(string text) =>
        (text.Length > 0 && text[0] == '{') || text.StartsWith("[{", StringComparison.Ordinal);

    private static string TrimField(string line)
    {
        line = line.Trim();
        return line.StartsWith("data:", StringComparison.Ordinal) ? line.Substring("data:".Length).TrimStart() : line;
    }

    /// <summary>Returns plain text as an error, without control characters; HTML says nothing useful.</summary>
    private static ApiError? ReadText(string text, SecretRedactor secrets)
    {
        if (text[0] == '<') return null;
        // The text may be a string of JSON.
        if (text[0] == '"' && Parse(text, secrets) is JValue { Value: string { Length: > 0 } inner }) text = inner;
        var words = new StringBuilder();
        foreach (var character in secrets.RedactBody(text)!)
        {
            if (words.Length == MaxTextLength) break;
            var isControl = CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Control
                or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            words.Append(isControl ? ' ' : character);
        }

        if (char.IsHighSurrogate(words[words.Length - 1])) words.Length--;
        return new ApiError { Message = words.ToString().Trim() };
    }

    private static JToken? Parse(string json, SecretRedactor secrets)
    {
        try
        {
            using var reader = new ResponseDocumentReader(json, secrets);
            return reader.Read() && reader.ReadToken() is var token && !reader.IsIncomplete ? token : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Finds the object that is an error: one within an error, or one that has a message.</summary>
    private static ApiError? Find(JToken? token, bool isError)
    {
        switch (token)
        {
            case JArray list when isError && list.Any(item => item is JObject { } entry && entry["loc"] is not null):
                return new ApiError { Message = string.Join("; ", list.Select(DescribeField)) };
            case JArray list:
                return FirstIn(list, isError);
            case JValue { Value: string { Length: > 0 } text } when isError:
                return new ApiError { Message = text };
            case JObject item:
                return FindIn(item, isError);
            default:
                return null;
        }
    }

    private static ApiError? FindIn(JObject item, bool isError)
    {
        foreach (var name in ErrorNames)
        {
            var value = Get(item, name);
            if (Find(value, isError: true) is not { } inner) continue;
            // {"error":"text","code":…}
            Complete(inner, item);
            if (value is not JValue || name != ErrorNames[0] || MessageOf(item) is not { } message) return inner;
            // {"error":"Bad Request","message":…}
            inner.Code ??= inner.Message;
            inner.Message = message;
            return inner;
        }

        var error = Complete(new ApiError { Message = MessageOf(item) }, item);
        if (error.Message is not null || (isError && (error.Code ?? error.Type) is not null))
        {
            using var reader = item.CreateReader();
            reader.Read();
            error.Read(reader);
            error.Message ??= MessageOf(item);
            return Complete(error, item);
        }

        // {"errors":{"prompt":["Too long"]}}
        var fields = item.Properties().Where(field => isError && field.Value is JArray or JValue { Value: string })
            .Where(field => TextOf(field.Value) is not null)
            .Select(field => $"{field.Name}: {TextOf(field.Value)}").ToList();
        error.Message = string.Join("; ", fields);
        if (fields.Count > 0) return error;
        // {"data":[{"error":{…}}]}: each image of a list can fail alone.
        var images = (item[ImagesResponse.JsonNames.Data] as JArray)?.OfType<JObject>() ?? [];
        return FirstIn(images.Select(image => image[ErrorResponse.JsonNames.Error]), isError: true)
            // {"output":{"message":…}}. Properties that were already searched are skipped, on each level.
            ?? (isError ? null : FirstIn(item.Properties().Where(IsOther).Select(field => field.Value), isError));
    }

    private static bool IsOther(JProperty field) =>
        field.Value is JObject && !ErrorNames.Contains(field.Name, StringComparer.OrdinalIgnoreCase);

    private static ApiError? FirstIn(IEnumerable<JToken?> tokens, bool isError) =>
        tokens.Select(token => Find(token, isError)).FirstOrDefault(error => error is not null);

    // Some servers write names with capitals.
    private static JToken? Get(JObject item, string name) => item.GetValue(name, StringComparison.OrdinalIgnoreCase);

    private static string? MessageOf(JObject item) => FirstTextOf(item, MessageNames);

    private static string? FirstTextOf(JObject item, string[] names) =>
        names.Select(name => TextOf(Get(item, name))).FirstOrDefault(text => text is not null);

    /// <summary>Adds what an outer object says about the error. A code that is a number becomes text.</summary>
    private static ApiError Complete(ApiError error, JObject item)
    {
        error.Code ??= FirstTextOf(item, CodeNames);
        error.Type ??= TextOf(Get(item, ApiError.JsonNames.Type));
        error.Param ??= TextOf(Get(item, ApiError.JsonNames.Param));
        if (error.Code is not null) error.AdditionalProperties.Remove(ApiError.JsonNames.Code);
        return error;
    }

    private static string? TextOf(JToken? token) => token switch
    {
        JValue { Value: string { Length: > 0 } text } => text,
        JValue { Type: JTokenType.Integer or JTokenType.Float, Value: IFormattable number } =>
            number.ToString(null, CultureInfo.InvariantCulture),
        JArray { Count: > 0 } list when list.All(item => item is JValue { Value: string }) => string.Join("; ", list),
        _ => null,
    };

    /// <summary>Describes a field as FastAPI does: <c>{"loc":["body","prompt"],"msg":"Field required"}</c>.</summary>
    private static string DescribeField(JToken field)
    {
        var entry = field as JObject;
        var path = entry?["loc"] is JArray loc ? string.Join(".", loc.Select(TextOf)) : TextOf(entry?["loc"]);
        var message = TextOf(entry?["msg"]);
        return string.IsNullOrEmpty(path) ? $"{message}" : $"{path}: {message}";
    }
}
