using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated;

public partial class ImagesClient
{
    internal static readonly Base64Location AnswerPath = new(ImagesResponse.JsonNames.Data, Image.JsonNames.Bytes);

    private async Task<ImagesResponse> ReadAnswerAsync(
        ValueTask<HttpResponseMessage> sending, Func<int, Stream>? openStream, CancellationToken cancellationToken)
    {
        using var response = await sending.ConfigureAwait(false);
        try
        {
            using var answer = await DocumentReader.ReadAsync(
                response, AnswerPath, openStream, _options.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
            var result = new ImagesResponse();
            answer.ReadInto(result);
            if (result.Data.Count == 0) ThrowIfError(response, answer, result);
            result.Metadata = new ResponseMetadata(response) { ClientRequestId = ClientRequestIdOf(response) };
            return result;
        }
        catch (ResponseFormatException fault)
        {
            throw MakeException(response, fault);
        }
    }

    private static void ThrowIfError(HttpResponseMessage response, Answer answer, ImagesResponse result)
    {
        if (result.AdditionalProperties.TryGetValue(ErrorResponse.JsonNames.Error, out var error)
            && error is { Type: not JTokenType.Null })
        {
            throw MakeException(response, "The body is an error, in spite of the status.", answer.GetText(LongestFailure));
        }
    }

    private static ApiException MakeException(HttpResponseMessage response, ResponseFormatException fault)
    {
        var description = fault.Fault == ResponseFault.NotAnObject
            ? $"{fault.Message} Its content type is {QuotableTypeOf(response)}."
            : fault.Message;
        // Not what Newtonsoft.Json says: it names the path, in words of the body.
        var cause = fault.InnerException is JsonException ? null : fault.InnerException;
        return MakeException(response, description, fault.Text, cause);
    }

    /// <summary>The media type, also of a header that .NET finds no value in, as of one that ends in a semicolon.</summary>
    private static string ContentTypeOf(HttpResponseMessage response) =>
        response.Content.Headers.TryGetValues("Content-Type", out var values)
            ? values.First().Split(';')[0].Trim()
            : string.Empty;

    private static string QuotableTypeOf(HttpResponseMessage response)
    {
        var type = ContentTypeOf(response);
        var secrets = SecretRedactor.Of(response);
        return secrets.MayRepeat(type)
            && type.Split('/').All(part => AsWord(part.Replace('+', '-'), secrets) is not null)
            ? type
            : "not known";
    }

    private static string? ClientRequestIdOf(HttpResponseMessage response)
    {
#if NET
        return response.RequestMessage?.Headers.NonValidated.TryGetValues(ClientRequestId.Header, out var values) == true
            ? values.ToString()
            : null;
#else
        IEnumerable<string>? values = null;
        response.RequestMessage?.Headers.TryGetValues(ClientRequestId.Header, out values);
        return values?.FirstOrDefault();
#endif
    }
}
