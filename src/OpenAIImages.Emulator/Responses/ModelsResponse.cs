using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Emulator.Errors;
using OpenAIImages.Emulator.Requests;

namespace OpenAIImages.Emulator.Responses;

/// <summary>Describes the models in the format of the API.</summary>
/// <param name="models">The models.</param>
/// <param name="created">The creation time: the start of the emulator, since the spec contains none.</param>
internal sealed class ModelsResponse(ModelCatalog models, DateTimeOffset created)
{
    public string ListModels()
    {
        var list = new JObject { ["object"] = "list", ["data"] = new JArray(models.Names.Select(Describe)) };
        return list.ToString(Formatting.None);
    }

    /// <exception cref="ApiErrorException">There is no such model.</exception>
    public string GetModel(string name) => models.Find(name) is null
        ? throw ApiErrors.ModelNotFound(name)
        : Describe(name).ToString(Formatting.None);

    private JObject Describe(string name) => new()
    {
        ["id"] = name,
        ["object"] = "model",
        ["created"] = created.ToUnixTimeSeconds(),
        ["owned_by"] = "openai-images-emulator",
    };
}
