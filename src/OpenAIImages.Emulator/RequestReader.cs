using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator;

/// <summary>Reads the body of a request, and holds it against the rules of its model as the API does.</summary>
internal static class RequestReader
{
    /// <param name="body">The body.</param>
    /// <param name="deployment">What an Azure address names; the model when the body names none.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <exception cref="ApiFailureException">It is no JSON, or breaks rules, of which the API names the first.</exception>
    public static async Task<CreateImageRequest> ReadAsync(
        Stream body, string? deployment, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await body.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        var request = Parse(buffer.ToArray());
        if (deployment is not null)
            request.Model ??= deployment;
        if (FindViolations(request).FirstOrDefault() is { } violation)
            throw ApiFailureException.Invalid(violation.Code, violation.Parameter, violation.Message);
        if (request.AdditionalProperties.Keys.FirstOrDefault() is { } name && new ModelTraits(request.Model).IsKnown)
            throw ApiFailureException.Invalid("unknown_parameter", name, $"Unknown parameter: '{name}'.");
        return request;
    }

    /// <summary>What the library says against a request.</summary>
    public static IEnumerable<ImageRequestViolation> FindViolations(CreateImageRequest request)
    {
        try
        {
            request.Validate();
            return [];
        }
        catch (ImageRequestException e)
        {
            return e.Violations;
        }
    }

    private static CreateImageRequest Parse(byte[] body)
    {
        try
        {
            // The framework's parser takes JSON only; the library's also takes comments, single quotes and the like.
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return JsonConvert.DeserializeObject<CreateImageRequest>(Encoding.UTF8.GetString(body))!;
        }
        catch (System.Text.Json.JsonException)
        {
            // Answered below.
        }
        throw new ApiFailureException(
            StatusCodes.Status400BadRequest,
            null,
            null,
            "We could not parse the JSON body of your request. It must be a JSON object with at least a prompt.");
    }
}
