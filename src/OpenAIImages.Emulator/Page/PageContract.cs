using Newtonsoft.Json.Linq;
using OpenAIImages.Emulator.Contract;
using OpenAIImages.Emulator.Requests;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Page;

/// <summary>
/// The document from which the page creates its form: the models, and the parameters with the values that each family
/// accepts.
/// </summary>
internal sealed class PageContract(ModelCatalog models, RequestReview review, bool needsKey)
{
    /// <summary>Creates the document.</summary>
    /// <param name="endpoint">The base address for clients.</param>
    public JObject Create(Uri endpoint) => new()
    {
        ["endpoint"] = endpoint.AbsoluteUri,
        ["needsKey"] = needsKey,
        ["capacity"] = ExchangeLog.Capacity,
        ["models"] = new JObject(models.Names.Select(name => new JProperty(name, review.FindFamily(name)))),
        ["parameters"] = new JArray(CreateImageRequest.Parameters.Select(parameter => Describe(parameter))),
    };

    private static JObject Describe(ImageParameter parameter)
    {
        var rules = ImageContract.Instance.Parameters.First(it => it.Name == parameter.Name);
        var description = Describe(parameter, rules);
        description["families"] = new JObject(ImageContract.Instance.Families
            .Select(family => (family.Name, Rule: rules.RuleFor(family)))
            .Where(entry => entry.Rule is not null)
            .Select(entry => new JProperty(entry.Name, Describe(entry.Rule!))));
        return description;
    }

    private static JObject Describe(ImageParameter parameter, Parameter rules) => new()
    {
        ["name"] = parameter.Name,
        ["kind"] = parameter.Kind.ToString(),
        ["description"] = parameter.Description,
        ["required"] = rules.IsRequired,
        ["values"] = new JArray(parameter.KnownValues),
        ["suggested"] = parameter.SuggestedValue,
        ["properties"] = new JArray(parameter.Properties.Select(property =>
            Describe(property, rules.Members.First(it => it.Name == property.Name)))),
    };

    private static JObject Describe(ParameterRule rule) => new()
    {
        ["values"] = rule.Values is null ? null : new JArray(rule.Values),
        ["minimum"] = rule.Minimum,
        ["maximum"] = rule.Maximum,
        ["maxCharacters"] = rule.MaxCharacters,
        ["sizes"] = rule.Sizes is null ? null : new JObject
        {
            ["multipleOf"] = rule.Sizes.MultipleOf,
            ["maxSide"] = rule.Sizes.MaxSide,
            ["maxRatio"] = rule.Sizes.MaxRatio,
            ["minPixels"] = rule.Sizes.MinPixels,
            ["maxPixels"] = rule.Sizes.MaxPixels,
        },
    };
}
