using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Emulator.Contract;
using OpenAIImages.Emulator.Errors;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Requests;

/// <summary>Reads and checks the body of a request.</summary>
internal sealed class RequestReader(ModelCatalog models)
{
    /// <summary>Reads a request.</summary>
    /// <param name="body">The body.</param>
    /// <param name="address">The address, which may contain a deployment, and so select the model.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>A valid request, whose model is a known one.</returns>
    /// <exception cref="ApiErrorException">The body is not a JSON object, or the request is not valid.</exception>
    public async Task<CreateImageRequest> ReadAsync(
        Stream body, ApiAddress address, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await body.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        var json = Parse(buffer.ToArray());
        if (address.Deployment is not null) json[ParameterNames.Model] = address.Deployment;

        var model = json[ParameterNames.Model] is { Type: JTokenType.String } name ? models.Find((string)name!) : null;
        if (model is null && address.IsAzure && json[ParameterNames.Model] is { Type: JTokenType.String })
        {
            throw AzureErrors.DeploymentNotFound();
        }

        var family = model is null ? null : ImageContract.Instance.FindFamily(model.ToString()!);
        RequestCheck.CheckParameters(json, family);
        json[ParameterNames.Model] = model.ToString();
        var request = JsonConvert.DeserializeObject<CreateImageRequest>(json.ToString(Formatting.None))!;
        RequestCheck.CheckCombinations(request, family!);
        return request;
    }

    private static JObject Parse(byte[] body)
    {
        try
        {
            // This parser accepts only standard JSON. Newtonsoft.Json also accepts comments, single quotes and so on.
            using (JsonDocument.Parse(body))
            {
                if (Utf8.IsValid(body)) return Load(Encoding.UTF8.GetString(body));
            }
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or Newtonsoft.Json.JsonException)
        {
            // Reported below.
        }

        throw ApiErrors.InvalidJson();
    }

    /// <exception cref="JsonReaderException">The JSON is not an object.</exception>
    private static JObject Load(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}
