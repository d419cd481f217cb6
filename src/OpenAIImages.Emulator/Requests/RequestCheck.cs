using System.Numerics;
using Newtonsoft.Json.Linq;
using OpenAIImages.Emulator.Contract;
using OpenAIImages.Emulator.Drawing;
using OpenAIImages.Emulator.Errors;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Requests;

/// <summary>
/// Checks a request as strictly as the API. The client accepts values that a newer model may know; here, a known model
/// refuses them.
/// </summary>
/// <remarks>
/// The order is that of the API: missing parameters, unknown parameters, types, values, and combinations of parameters.
/// Like the API, it reports only the first error.
/// </remarks>
internal static class RequestCheck
{
    /// <summary>Checks the names, types and values of the parameters.</summary>
    /// <param name="body">The request.</param>
    /// <param name="family">The family of its model; null if the model is unknown.</param>
    /// <exception cref="ApiErrorException">A parameter is missing, unknown or invalid.</exception>
    public static void CheckParameters(JObject body, ModelFamily? family)
    {
        var parameters = ImageContract.Instance.Parameters;
        // The model is optional in the spec, since other servers have a default, but the API requires it.
        CheckNames(body, parameters, string.Empty, it => it.IsRequired || it.Name == ParameterNames.Model, family);
        CheckTypes(body, parameters, string.Empty, family);
        if (family is null) throw ParameterErrors.UnknownModel((string)body[ParameterNames.Model]!);
        foreach (var parameter in parameters.Where(parameter => IsSet(body, parameter)))
        {
            CheckValue(parameter.Name, body[parameter.Name]!, parameter, parameter.RuleFor(family)!);
        }
    }

    /// <summary>Checks combinations of parameters with the rules of the library.</summary>
    /// <param name="request">The request.</param>
    /// <param name="family">The family of its model.</param>
    /// <exception cref="ApiErrorException">A combination of valid values is invalid.</exception>
    public static void CheckCombinations(CreateImageRequest request, ModelFamily family)
    {
        try
        {
            request.Validate();
        }
        catch (ImageRequestException e)
        {
            // The API accepts a prompt of white space; the library does not.
            var violation = e.Violations.FirstOrDefault(it => it.Parameter != ParameterNames.Prompt);
            if (violation is not null) throw ErrorOf(violation, request);
        }

        if (request.OutputFormat == ImageOutputFormat.Gif) CheckFrames(request, family);
    }

    /// <summary>Checks the total number of pixels in the frames of a gif, which the library does not limit.</summary>
    private static void CheckFrames(CreateImageRequest request, ModelFamily family)
    {
        var size = ImageContract.Instance.Parameters.Single(parameter => parameter.Name == ParameterNames.Size);
        var frames = request.FrameCount ?? PictureFormat.DefaultFrameCount;
        if (size.RuleFor(family)?.Sizes?.MaxPixels is not { } limit) return;
        if (request.Size?.TryGetDimensions(out var width, out var height) != true) return;
        if ((long)width * height * frames <= limit) return;
        throw ParameterErrors.InvalidSize(
            size.Name, request.Size.ToString()!, $"All {frames} frames together may have at most {limit} pixels.");
    }

    private static ApiErrorException ErrorOf(ImageRequestViolation violation, CreateImageRequest request)
    {
        var format = request.OutputFormat ?? ImageOutputFormat.Png;
        return violation.Parameter switch
        {
            ParameterNames.Size =>
                ParameterErrors.InvalidSize(violation.Parameter, request.Size.ToString()!, violation.Message),
            ParameterNames.OutputCompression when format == ImageOutputFormat.Png =>
                ParameterErrors.InvalidCompression(violation.Parameter, format),
            _ => ParameterErrors.InvalidCombination(violation.Parameter, violation.Message),
        };
    }

    private static void CheckNames(
        JObject body,
        IReadOnlyList<Parameter> parameters,
        string path,
        Predicate<Parameter> isRequired,
        ModelFamily? family)
    {
        if (parameters.FirstOrDefault(it => isRequired(it) && !body.ContainsKey(it.Name)) is { } missing)
        {
            throw ParameterErrors.Missing(path + missing.Name);
        }

        foreach (var property in body.Properties())
        {
            var parameter = parameters.FirstOrDefault(it => it.Name == property.Name);
            if (parameter is null || (family is not null && parameter.RuleFor(family) is null))
            {
                throw ParameterErrors.Unknown(path + property.Name);
            }
        }
    }

    private static void CheckTypes(JObject body, IReadOnlyList<Parameter> parameters, string path, ModelFamily? family)
    {
        foreach (var parameter in parameters)
        {
            if (body[parameter.Name] is not { } value) continue;
            if (value.Type == JTokenType.Null && MayBeNull(parameter)) continue;
            var name = path + parameter.Name;
            if (!JsonTypes.Fits(value, parameter.Kind))
            {
                throw ParameterErrors.InvalidType(name, Expected(parameter, family), JsonTypes.NameOf(value));
            }

            if (value is JObject members)
            {
                CheckNames(members, parameter.Members, name + ".", member => member.IsRequired, family: null);
                CheckTypes(members, parameter.Members, name + ".", family: null);
            }
        }
    }

    private static void CheckValue(string name, JToken value, Parameter parameter, ParameterRule rule)
    {
        switch (value)
        {
            case JObject members:
                foreach (var member in parameter.Members.Where(member => IsSet(members, member)))
                {
                    var memberRule = new ParameterRule { Values = member.Values.Count > 0 ? member.Values : null };
                    CheckValue($"{name}.{member.Name}", members[member.Name]!, member, memberRule);
                }

                break;
            case { Type: JTokenType.Integer }:
                CheckNumber(name, value.ToObject<BigInteger>(), rule);
                break;
            case { Type: JTokenType.String }:
                CheckText(name, (string)value!, parameter, rule);
                break;
        }
    }

    private static void CheckNumber(string name, BigInteger number, ParameterRule rule)
    {
        var (minimum, maximum) = (rule.Minimum ?? int.MinValue, rule.Maximum ?? int.MaxValue);
        if (number < minimum) throw ParameterErrors.BelowMinimum(name, minimum, number);
        if (number > maximum) throw ParameterErrors.AboveMaximum(name, maximum, number);
    }

    private static void CheckText(string name, string text, Parameter parameter, ParameterRule rule)
    {
        if (text.Length == 0 && parameter.IsRequired) throw ParameterErrors.EmptyString(name);
        if (rule.MaxCharacters is { } limit && text.EnumerateRunes().Count() is var length && length > limit)
        {
            throw ParameterErrors.StringTooLong(name, limit, length);
        }

        if (rule.Values is null || rule.Values.Contains(text)) return;
        if (rule.Sizes is { } sizes) CheckSize(name, text, sizes.MultipleOf);
        else if (rule.Code is { } code) throw ParameterErrors.UnsupportedSize(code);
        else throw ParameterErrors.InvalidValue(name, text, rule.Values);
    }

    /// <summary>Checks the format of a free size; the library checks its other limits.</summary>
    private static void CheckSize(string name, string text, int unit)
    {
        if (!new ImageSize(text).TryGetDimensions(out var width, out var height) || width == 0 || height == 0)
        {
            throw ParameterErrors.InvalidSize(name, text, "Expected WIDTHxHEIGHT, for example '1824x1024'.");
        }

        if (width % unit != 0 || height % unit != 0)
        {
            throw ParameterErrors.InvalidSize(name, text, $"Width and height must both be divisible by {unit}.");
        }
    }

    private static string Expected(Parameter parameter, ModelFamily? family) =>
        family is not null && parameter.RuleFor(family) is { Values: { } values, Sizes: null }
            ? $"one of {ParameterErrors.List(values, "or")}"
            : JsonTypes.NameOf(parameter.Kind);

    private static bool MayBeNull(Parameter parameter) =>
        !parameter.IsRequired && parameter.Name != ParameterNames.Model;

    private static bool IsSet(JObject body, Parameter parameter) =>
        body[parameter.Name] is { Type: not JTokenType.Null };
}
