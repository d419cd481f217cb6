using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated;

public partial class ImagesClient
{
    private const int LongestFailure = 1024 * 1024;
    private const int LongestWord = 64;

    private static async Task<ApiException> ReadFailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await ReadTextAsync(response, cancellationToken).ConfigureAwait(false);
        return MakeException(response, StatusDescriptions.Get((int)response.StatusCode), text);
    }

    /// <summary>The body of a failure, as far as it can be read: a broken one must not hide the status.</summary>
    private static async Task<string> ReadTextAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await DocumentReader.ReadAsync(
                response, AnswerPath, openStream: null, LongestFailure, cancellationToken).ConfigureAwait(false);
            return answer.GetText();
        }
        catch (ResponseFormatException fault)
        {
            return fault.Text;
        }
    }

    /// <summary>Whether it is about an answer that is not HTTP: its message quotes the answer, a chunk's header in hex.</summary>
    private static bool MayQuoteServer(Exception? failure) =>
#if NET
        failure is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
            or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse };
#else
        failure is HttpRequestException { InnerException: null } or IOException { InnerException: null };
#endif

    private static HttpRequestException MakeNotHttpException() =>
#if NET
        new(HttpRequestError.InvalidResponse, "The server's answer is not HTTP.");
#else
        new("The connection failed, or the server's answer is not HTTP.");
#endif

    private static ApiException MakeException(
        HttpResponseMessage response, string description, string? text, Exception? inner = null) =>
        MakeException((int)response.StatusCode, new ResponseMetadata(response), description, text, inner);

    /// <summary>
    /// An exception whose message has only words of ours, and of the server's those that are names, and repeat nothing of
    /// the key or the prompt.
    /// </summary>
    private static ApiException MakeException(
        int statusCode,
        ResponseMetadata metadata,
        string description,
        string? text,
        Exception? inner = null)
    {
        var secrets = metadata.Secrets;
        text = secrets.RedactBody(text);
        var error = ParseError(text, secrets);
        var message = new StringBuilder("The server answered ").Append(statusCode);
        var code = AsWord(error?.Code, secrets);
        if (code is not null) message.Append(' ').Append(code);
        // Together the two may be the prompt, though neither is.
        if (AsWord(error?.Param, secrets) is { } param && secrets.MayRepeat(code + "for" + param))
        {
            message.Append(" for ").Append(param);
        }

        message.Append(": ").Append(description);
        if (AsWord(metadata.RequestId, secrets) is { } id) message.Append(" (request id ").Append(id).Append(')');

        return new ApiException(
            message.ToString(), statusCode, error, metadata.Headers, text, MayQuoteServer(inner) ? null : inner);
    }

    /// <summary>
    /// The error of OpenAI, Azure and most others; <c>{"detail":…}</c>, <c>{"message":…}</c> and <c>{"error":"…"}</c> of the
    /// rest; null when the text is none of these. Without the key: what the body had escaped shows only when it has been read.
    /// </summary>
    private static ApiError? ParseError(string? text, SecretRedactor secrets)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            using var answer = DocumentReader.Read(Encoding.UTF8.GetBytes(text!), AnswerPath);
            var body = new ErrorResponse();
            answer.ReadInto(body, secrets);
            if (body.Error is not null) return body.Error;
            var others = body.AdditionalProperties;
            if (!others.TryGetValue(ErrorResponse.JsonNames.Error, out var error) && !others.TryGetValue("detail", out error)
                && !others.TryGetValue(ApiError.JsonNames.Message, out error))
            {
                return null;
            }

            if (error is null or { Type: JTokenType.Null }) return null;
            var sentence = error is JValue { Type: JTokenType.String } value ? (string?)value : error.ToString(Formatting.None);
            return new ApiError { Message = sentence, Code = CodeOf(others) };
        }
        catch (ResponseFormatException)
        {
            return null;
        }

        static string? CodeOf(IDictionary<string, JToken?> properties) =>
            properties.TryGetValue(ApiError.JsonNames.Code, out var code) && code is JValue { Type: JTokenType.String } value
                ? (string?)value
                : null;
    }

    /// <summary>The text when it is a name, as error codes, parameters and ids are; null for anything longer, freer or secret.</summary>
    private static string? AsWord(string? text, SecretRedactor secrets)
    {
        if (text is not { Length: > 0 and <= LongestWord } || ApiKeyFormat.LooksLikeKey(text, key: null)) return null;
        return text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-' or '.' or '[' or ']')
            && secrets.MayRepeat(text)
            ? text
            : null;
    }
}
