using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Errors;

/// <summary>Ends a request with an error in the format of the API.</summary>
internal sealed class ApiErrorException(int status, string? type, string? code, string? parameter, string message)
    : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>The reasons why moderation refused the request; null if it did not.</summary>
    public ModerationDetails? ModerationDetails { get; init; }

    /// <summary>The body of the response.</summary>
    public string ToJson()
    {
        var error = new ApiError
        {
            Message = Message,
            Type = type,
            Code = code,
            Param = parameter,
            ModerationDetails = ModerationDetails,
        };
        // OpenAI writes null for a missing code. Azure, which has no type, omits it, and so does the library.
        if (type is not null && code is null) error.AdditionalProperties["code"] = JValue.CreateNull();
        if (type is not null && parameter is null) error.AdditionalProperties["param"] = JValue.CreateNull();
        return new ErrorResponse { Error = error }.ToJson();
    }
}
