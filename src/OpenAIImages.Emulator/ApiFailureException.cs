using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator;

/// <summary>Ends a request with an error in the API's own shape.</summary>
internal sealed class ApiFailureException(int status, string? code, string? parameter, string message)
    : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>A value that is not taken, by the emulator or by the model: status 400.</summary>
    public static ApiFailureException Invalid(string code, string parameter, string message) =>
        new(StatusCodes.Status400BadRequest, code, parameter, message);

    /// <summary>There is nothing at the address: status 404.</summary>
    public static ApiFailureException NotFound(string message) =>
        new(StatusCodes.Status404NotFound, null, null, message);

    public string ToJson()
    {
        var error = new ApiError { Message = Message, Type = "invalid_request_error", Code = code, Param = parameter };
        // The API writes what it does not say as null; the library would leave it out.
        if (code is null)
            error.AdditionalProperties["code"] = JValue.CreateNull();
        if (parameter is null)
            error.AdditionalProperties["param"] = JValue.CreateNull();
        return new ErrorResponse { Error = error }.ToJson();
    }
}
