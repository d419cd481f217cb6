using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Emulator.Contract;
using OpenAIImages.Emulator.Requests;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Page;

/// <summary>Finds what the client would reject in a request.</summary>
internal sealed class RequestReview(ModelCatalog models)
{
    private static readonly JsonSerializerSettings Settings = new() { DateParseHandling = DateParseHandling.None };

    /// <summary>Reads the body of a request; returns null if it is not a JSON object.</summary>
    public static JObject? Parse(string body)
    {
        try
        {
            return JsonConvert.DeserializeObject<JToken>(body, Settings) as JObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the name of the family that a model belongs to; null if it belongs to none.</summary>
    public string? FindFamily(string? model) =>
        model is not null && models.Find(model) is { } known
            ? ImageContract.Instance.FindFamily(known.ToString())?.Name
            : null;

    /// <summary>Returns the violations of the client's rules.</summary>
    /// <param name="body">The request.</param>
    /// <param name="deployment">The deployment in the address, which selects the model; null if there is none.</param>
    public IReadOnlyList<ImageRequestViolation> FindViolations(JObject body, string? deployment)
    {
        var request = JsonConvert.DeserializeObject<CreateImageRequest>(body.ToString(Formatting.None), Settings)!;
        if ((deployment ?? request.Model?.ToString()) is { } name) request.Model = models.Find(name) ?? name;
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
}
