using System.Text;
using OpenAIImages.Generated.Http;
using OpenAIImages.Generated.Internal;
using OpenAIImages.Generated.Responses.Extraction;

namespace OpenAIImages.Generated.Responses;

/// <summary>
/// Creates exceptions whose messages contain only this library's words, and those words of the server that may be
/// logged.
/// </summary>
internal static class ApiExceptionFactory
{
    /// <summary>Creates the exception for a response with an error status.</summary>
    public static async Task<ApiException> CreateForStatusAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = new ResponseBodyStream(response, ResponseDocument.MaxTextLength);
        var text = await body.ReadTextAsync(cancellationToken).ConfigureAwait(false);
        return Create(response, Describe(response), text, isStatus: true);
    }

    /// <summary>
    /// Creates the exception for a response that cannot be read, or is an error despite its status.
    /// </summary>
    public static ApiException Create(HttpResponseMessage response, ResponseFormatException failure)
    {
        var description = failure.Fault == ResponseFault.NotJson
            ? $"{failure.Message} Its content type is {DescribeType(response)}."
            : failure.Message;
        if (failure.Images is { } images) images.Metadata = new ResponseMetadata(response);
        // Images that were written to streams have neither bytes nor a URL.
        var hasImages = failure.Images?.Data.Count > 0;
        return Create(
            response,
            description,
            failure.Text,
            failure.InnerException,
            failure.Error,
            hasImages ? failure.Images : null);
    }

    /// <summary>Creates the exception for a response without any image.</summary>
    public static ApiException CreateNoImage(HttpResponseMessage response, string text, ImagesResponse images)
    {
        images.Metadata = new ResponseMetadata(response);
        var error = ApiErrorReader.Read(text, response.GetSecrets());
        return Create(
            response,
            error is null ? "The response has no image." : "The body is an error, in spite of the status.",
            text,
            images: images);
    }

    /// <summary>Creates an exception for a response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="description">What went wrong, in a sentence.</param>
    /// <param name="text">The body as text; null if none was read.</param>
    /// <param name="cause">The cause, which is omitted if its message may quote the server.</param>
    /// <param name="error">The error that the server reports; by default the one in the text.</param>
    /// <param name="images">The images as far as they were read.</param>
    /// <param name="isStatus">Whether a code of the server is more useful than the description.</param>
    public static ApiException Create(
        HttpResponseMessage response,
        string description,
        string? text,
        Exception? cause = null,
        ApiError? error = null,
        ImagesResponse? images = null,
        bool isStatus = false)
    {
        var metadata = new ResponseMetadata(response);
        var secrets = metadata.Secrets;
        text = secrets.RedactBody(text);
        error ??= ApiErrorReader.Read(text, secrets);
        var message = Describe((int)response.StatusCode, error, description, isStatus, metadata);
        return new ApiException(
            message, (int)response.StatusCode, error, metadata, text, HttpFailure.MayQuoteServer(cause) ? null : cause)
        {
            Images = images,
            RetryAfter = RetryDelay.GetRequested(response, DateTimeOffset.UtcNow),
        };
    }

    private static string Describe(
        int statusCode, ApiError? error, string description, bool isStatus, ResponseMetadata metadata)
    {
        var secrets = metadata.Secrets;
        var message = new StringBuilder("The server responded with ").Append(statusCode);
        // Azure's code may be the status again, which explains nothing.
        var code = secrets.MayLog(error?.Code) && error!.Code != $"{statusCode}" ? error.Code : null;
        if (code is not null) message.Append(' ').Append(code);
        if (secrets.MayLog(code, error?.Param)) message.Append(" for ").Append(error!.Param);

        message.Append(code is not null && isStatus ? "." : ": " + description);
        return secrets.MayLogId(metadata.RequestId)
            ? message.Append(" (request id ").Append(metadata.RequestId).Append(')').ToString()
            : message.ToString();
    }

    private static string Describe(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        >= 300 and <= 399 => $"The server redirects{DescribeTarget(response)}. Set the Endpoint to the new address.",
        var status => StatusDescriptions.Get(status),
    };

    private static string DescribeTarget(HttpResponseMessage response)
    {
        if (!Uri.TryCreate(response.RequestMessage!.RequestUri, response.Headers.Location, out var target)) return "";
        var mayLog = target.IsHttp() && target.IdnHost.Split('.').All(label => response.GetSecrets().MayLogId(label));
        return mayLog ? $" to {target.IdnHost}" : "";
    }

    private static string DescribeType(HttpResponseMessage response)
    {
        var type = response.GetMediaType();
        var secrets = response.GetSecrets();
        var mayLog = type.Split('/').All(part => secrets.MayLogId(part.Replace('+', '-').Replace('.', '-')));
        return mayLog ? type : "not known";
    }
}
