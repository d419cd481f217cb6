using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Contract;

namespace OpenAIImages.Emulator.Errors;

/// <summary>The errors of the API that do not concern a parameter, with the messages of the API.</summary>
internal static class ApiErrors
{
    /// <summary>The type of an error in the request.</summary>
    public const string InvalidRequest = "invalid_request_error";

    public static ApiErrorException MissingKey() => new(
        StatusCodes.Status401Unauthorized,
        InvalidRequest,
        null,
        null,
        "You didn't provide an API key. Send it in an Authorization header using Bearer auth "
        + "(i.e. Authorization: Bearer YOUR_KEY).");

    /// <remarks>The message of the API contains parts of the key, but not that of the emulator.</remarks>
    public static ApiErrorException WrongKey() => new(
        StatusCodes.Status401Unauthorized, InvalidRequest, "invalid_api_key", null, "Incorrect API key provided.");

    public static ApiErrorException InvalidJson() => BadRequest(
        "We could not parse the JSON body of your request. The API expects a JSON object, but got something else.");

    /// <summary>A body that breaks the rules of HTTP.</summary>
    public static ApiErrorException InvalidBody(int status) => new(
        status,
        InvalidRequest,
        null,
        null,
        status == StatusCodes.Status413PayloadTooLarge ? "The request is too large." : "The request body is invalid.");

    public static ApiErrorException InvalidAddress(string method, string path) =>
        NotFound($"Invalid URL ({method} {path})");

    public static ApiErrorException NotFound(string message) =>
        new(StatusCodes.Status404NotFound, InvalidRequest, null, null, message);

    public static ApiErrorException ModelNotFound(string model) => new(
        StatusCodes.Status404NotFound,
        InvalidRequest,
        "model_not_found",
        ParameterNames.Model,
        $"The model '{Quotation.Of(model)}' does not exist");

    public static ApiErrorException MethodNotAllowed(string method, string path, string allowed) => new(
        StatusCodes.Status405MethodNotAllowed,
        InvalidRequest,
        "method_not_supported",
        null,
        $"Not allowed to {method} on {path} (allowed: {allowed})");

    public static ApiErrorException ForeignHost(string host) => Forbidden(
        $"'{Quotation.Of(host)}' is not a name of this machine. ImagesEmulatorOptions.AllowedHosts can allow it.");

    public static ApiErrorException ForeignOrigin(string origin) => Forbidden(
        $"'{Quotation.Of(origin)}' is not a page of this machine. ImagesEmulatorOptions.AllowedOrigins can allow it.");

    /// <summary>An exception of a callback of the options, or a fault of the emulator.</summary>
    public static ApiErrorException Unexpected(Exception exception) => new(
        StatusCodes.Status500InternalServerError,
        "server_error",
        null,
        null,
        $"The emulator cannot respond: {exception.GetType().Name}: {exception.Message}");

    private static ApiErrorException BadRequest(string message) =>
        new(StatusCodes.Status400BadRequest, InvalidRequest, null, null, message);

    private static ApiErrorException Forbidden(string message) =>
        new(StatusCodes.Status403Forbidden, InvalidRequest, null, null, message);
}
