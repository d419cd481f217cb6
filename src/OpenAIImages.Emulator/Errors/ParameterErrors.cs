using System.Globalization;
using System.Numerics;
using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Contract;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Errors;

/// <summary>The errors of the API that concern a parameter, with the messages of the API.</summary>
internal static class ParameterErrors
{
    private const string InvalidValueCode = "invalid_value";

    /// <summary>
    /// The type of errors that the API finds after it has checked the types and values of single parameters.
    /// </summary>
    private const string ImageUserError = "image_generation_user_error";

    public static ApiErrorException Missing(string parameter) =>
        Error("missing_required_parameter", parameter, $"Missing required parameter: '{parameter}'.");

    public static ApiErrorException Unknown(string parameter) =>
        Error("unknown_parameter", Quotation.Of(parameter), $"Unknown parameter: '{Quotation.Of(parameter)}'.");

    public static ApiErrorException InvalidType(string parameter, string expected, string actual) => Error(
        "invalid_type", parameter, $"Invalid type for '{parameter}': expected {expected}, but got {actual} instead.");

    public static ApiErrorException EmptyString(string parameter) => Error(
        "empty_string",
        parameter,
        $"Invalid '{parameter}': empty string. Expected a string with minimum length 1, "
        + "but got an empty string instead.");

    public static ApiErrorException StringTooLong(string parameter, int maximum, int length) => Error(
        "string_above_max_length",
        parameter,
        $"Invalid '{parameter}': string too long. Expected a string with maximum length {maximum}, "
        + $"but got a string with length {length} instead.");

    public static ApiErrorException BelowMinimum(string parameter, long minimum, BigInteger value) => Error(
        "integer_below_min_value",
        parameter,
        $"Invalid '{parameter}': integer below minimum value. Expected a value >= {minimum}, "
        + $"but got {Text(value)} instead.");

    public static ApiErrorException AboveMaximum(string parameter, long maximum, BigInteger value) => Error(
        "integer_above_max_value",
        parameter,
        $"Invalid '{parameter}': integer above maximum value. Expected a value <= {maximum}, "
        + $"but got {Text(value)} instead.");

    public static ApiErrorException InvalidValue(string parameter, string value, IReadOnlyList<string> supported) =>
        Error(
            InvalidValueCode,
            parameter,
            $"Invalid value: '{Quotation.Of(value)}'. Supported values are: {List(supported, "and")}.");

    /// <summary>A size that the model does not support.</summary>
    public static ApiErrorException UnsupportedSize(string code) =>
        Error(code, null, "The size is not supported by this model.");

    /// <summary>A free size that violates the rules of its model.</summary>
    public static ApiErrorException InvalidSize(string parameter, string size, string reason) =>
        UserError(InvalidValueCode, parameter, $"Invalid size '{Quotation.Of(size)}'. {reason}");

    public static ApiErrorException UnknownModel(string model) =>
        UserError(InvalidValueCode, ParameterNames.Model, $"The model '{Quotation.Of(model)}' does not exist.");

    /// <summary>Lossy compression for a format that does not support it.</summary>
    public static ApiErrorException InvalidCompression(string parameter, ImageOutputFormat format) => UserError(
        $"invalid_{format}_{parameter}",
        parameter,
        $"Compression less than 100 is not supported for {format.ToString().ToUpperInvariant()} output format");

    /// <summary>Parameters that are valid, but cannot be combined.</summary>
    public static ApiErrorException InvalidCombination(string parameter, string message) =>
        UserError(InvalidValueCode, parameter, message);

    /// <summary>Quoted values with commas: 'low', 'medium', and 'high'.</summary>
    public static string List(IReadOnlyList<string> values, string conjunction)
    {
        var quoted = values.Select(value => $"'{value}'").ToList();
        return quoted.Count switch
        {
            1 => quoted[0],
            2 => $"{quoted[0]} {conjunction} {quoted[1]}",
            _ => $"{string.Join(", ", quoted[..^1])}, {conjunction} {quoted[^1]}",
        };
    }

    private static ApiErrorException Error(string code, string? parameter, string message) =>
        new(StatusCodes.Status400BadRequest, ApiErrors.InvalidRequest, code, parameter, message);

    private static ApiErrorException UserError(string code, string parameter, string message) =>
        new(StatusCodes.Status400BadRequest, ImageUserError, code, parameter, message);

    private static string Text(BigInteger value) => Quotation.Of(value.ToString(CultureInfo.InvariantCulture));
}
