using System.Net;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>The failure of an image that was paid for: its URL may still work, and must not be lost.</summary>
internal static class DownloadFailure
{
    /// <summary>Returns the failure with the image, if that has a URL.</summary>
    public static Exception Of(Exception failure, Image image)
    {
        if (image.Url is null || failure is ApiException { Images: not null }) return failure;
        var images = new ImagesResponse { Data = { new Image { Url = image.Url } } };
        return failure is ApiException api
            ? new ApiException(api.Message, api.StatusCode, api.Error, api.Headers, api.Response, api.InnerException)
            {
                Images = images,
            }
            : new ApiException(FailureText.Of(failure), (int)HttpStatusCode.OK, innerException: failure)
            {
                Images = images,
            };
    }
}
