using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Emulator.Contract;
using OpenAIImages.Emulator.Requests;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Page;

/// <summary>Finds what the client would refuse in a request.</summary>
internal sealed class RequestReview(ModelCatalog models)
{
    private static readonly JsonSerializerSettings Settings = new() { DateParseHandling = DateParseHandling.None };

    /// <summary>Reads the body of a request; null if it is not an object in JSON.</summary>
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

    /// <summary>Returns what is wrong, by the client's own rules.</summary>
    /// <param name="body">The request.</param>
    /// <param name="deployment">The deployment that the address names, which is the model; null for none.</param>
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
