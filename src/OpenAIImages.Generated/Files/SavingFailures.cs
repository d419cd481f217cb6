using System.Globalization;
using System.Text;
using OpenAIImages.Generated.Responses;

namespace OpenAIImages.Generated.Files;

/// <summary>The failures of single images of a response, reported after the other images were saved.</summary>
internal sealed class SavingFailures
{
    private readonly List<(int Index, Exception Failure)> _failures = [];

    public bool IsEmpty => _failures.Count == 0;

    /// <summary>Returns whether a failure concerns only one image, so that the others can still be saved.</summary>
    public static bool IsOfOneImage(Exception failure, CancellationToken cancellationToken) =>
        failure is ApiException or HttpRequestException
        || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>
    /// Creates the failure of an image that has neither bytes nor a URL, but perhaps an error of its own.
    /// </summary>
    public static ApiException NoSource(ImagesResponse images, Image image) => new(
        "The image has neither base64 nor an http or https URL.",
        200,
        ApiErrorReader.Read(image.ToJson(), images.Metadata.Secrets),
        images.Metadata.Headers);

    public void Add(int index, Exception failure) => _failures.Add((index, failure));

    /// <summary>Creates the exception that names every image that was not saved, and contains the response.</summary>
    public ApiException ToException(ImagesResponse images)
    {
        var message = new StringBuilder();
        foreach (var (index, failure) in _failures)
        {
            if (message.Length > 0) message.Append(' ');
            message.Append("data[").Append(index.ToString(CultureInfo.InvariantCulture)).Append("]: ");
            // The message of HttpClient may name the host, which the server chose.
            message.Append(failure is ApiException or OperationCanceledException
                ? failure.Message : "The URL could not be reached.");
        }

        var first = _failures[0].Failure;
        var api = first as ApiException;
        return new ApiException(
            images.Data.Count == 1 && api is not null ? api.Message : message.ToString(),
            api?.StatusCode ?? 200,
            api?.Error,
            api?.Metadata ?? images.Metadata,
            api?.Response,
            api?.InnerException ?? (api is null ? first : null))
        {
            Images = images,
        };
    }
}
