using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Conventions.Tests;

/// <summary>
/// Rule: in the spec, the rules of models use only known names. The generator does not check them: with a misspelled
/// name, a rule would never apply.
/// </summary>
public class ModelRuleTests
{
    private const string EveryModel = "every-model";

    private static readonly SpecSchema Request = SpecDocument.Schema(nameof(CreateImageRequest));

    private static readonly JObject Families =
        (JObject)SpecDocument.Schema(nameof(ImageModel)).Json["x-model-families"]!;

    [Test]
    public void Each_model_belongs_to_a_family() =>
        SpecDocument.Schema(nameof(ImageModel)).Values.Should().OnlyContain(model =>
            FamilyModels().Any(name => Regex.IsMatch(model, $@"^{Regex.Escape(name)}(-\d{{4}}-\d\d-\d\d)?$")));

    [Test]
    public void Each_model_of_a_family_is_a_known_value() =>
        FamilyModels().Should().OnlyHaveUniqueItems().And.BeSubsetOf(SpecDocument.Schema(nameof(ImageModel)).Values);

    [TestCaseSource(nameof(FamilyNames))]
    public void Family_is_like_an_earlier_one(string name)
    {
        var family = (JObject)Families[name]!;
        var before = Families.Properties().Select(property => property.Name).TakeWhile(other => other != name);

        family.Properties().Select(property => property.Name).Should().BeSubsetOf(
            ["models", "like", "unknown-values", "base64-only", "revises-prompts", "reports-usage"]);
        if (family["like"] is { } like) before.Should().Contain((string?)like);
    }

    [TestCaseSource(nameof(Rules))]
    public void Rule_names_a_family_and_known_checks(SpecProperty parameter, string family, JObject rule)
    {
        Families.Properties().Select(property => property.Name).Append(EveryModel).Should().Contain(family);
        rule.Properties().Select(property => property.Name).Should().BeSubsetOf(
            ["not-blank", "trimmed", "max-characters", "minimum", "maximum", "values", "dimensions", "needs", "code"]);
        if (rule["dimensions"] is JObject dimensions)
        {
            dimensions.Properties().Select(property => property.Name).Where(name => name != "pixels-unless")
                .Should().BeEquivalentTo("multiple-of", "max-side", "max-ratio", "min-pixels", "max-pixels");
        }
    }

    [TestCaseSource(nameof(Rules))]
    public void Values_of_a_rule_are_known(SpecProperty parameter, string family, JObject rule) =>
        Strings(rule["values"]).Should().BeSubsetOf(KnownValues(parameter));

    [TestCaseSource(nameof(Rules))]
    public void Needs_of_a_rule_name_existing_parameters_and_values(SpecProperty parameter, string family, JObject rule)
    {
        IEnumerable<JObject> needs = rule["needs"]?.Children<JObject>() ?? [];
        if (rule["dimensions"]?["pixels-unless"] is JObject exception) needs = needs.Append(exception);
        foreach (var need in needs)
        {
            need.Properties().Select(property => property.Name).Should().BeSubsetOf(
                ["when", "unless", "parameter", "values", "except", "omitted"]);
            var other = Request.Properties.SingleOrDefault(property => property.JsonName == (string?)need["parameter"]);
            other.Should().NotBeNull("a rule needs a parameter that there is");
            Strings(need["values"]).Concat(Strings(need["except"])).Should().BeSubsetOf(KnownValues(other!));
            Strings(need["omitted"] is { } omitted ? new JArray(omitted) : null)
                .Should().BeSubsetOf(KnownValues(other!));
            Strings(need["when"]).Concat(Strings(need["unless"])).Should().BeSubsetOf(KnownValues(parameter));
        }
    }

    [TestCaseSource(nameof(Aliases))]
    public void An_alias_in_the_spec_names_a_known_value(SpecProperty parameter, JObject aliases)
    {
        Strings(new JArray(aliases.Properties().Select(alias => alias.Value)))
            .Should().BeSubsetOf(KnownValues(parameter));
        aliases.Properties().Select(alias => alias.Name).Should().NotIntersectWith(KnownValues(parameter));
    }

    [Test]
    public void Each_known_value_is_supported_by_a_family()
    {
        var parameters = Request.Properties.Where(property =>
            SpecDocument.Resolve(property.Json)["enum"] is not null && property.JsonName != "model");
        foreach (var parameter in parameters)
        {
            var taken = Rules().Select(rule => rule.Arguments).Where(rule => (SpecProperty)rule[0]! == parameter)
                .SelectMany(rule => Strings(((JObject)rule[2]!)["values"]));

            taken.Distinct().Should().BeEquivalentTo(KnownValues(parameter), parameter.JsonName);
        }
    }

    private static IEnumerable<TestCaseData> Rules() =>
        from parameter in Request.OwnProperties
        from rule in (parameter.Json["x-model-rules"] as JObject)?.Properties() ?? []
        select new TestCaseData(parameter, rule.Name, rule.Value).SetArgDisplayNames(parameter.JsonName, rule.Name);

    private static IEnumerable<TestCaseData> Aliases() =>
        from parameter in Request.OwnProperties
        where parameter.Json["x-aliases"] is JObject
        select new TestCaseData(parameter, parameter.Json["x-aliases"]).SetArgDisplayNames(parameter.JsonName);

    private static IEnumerable<string> FamilyNames() => Families.Properties().Select(property => property.Name);

    private static IEnumerable<string> FamilyModels() =>
        Families.Values().SelectMany(family => Strings(family["models"]));

    /// <summary>The known values of a parameter in the spec; the possible ones of an integer or a boolean.</summary>
    private static IEnumerable<string> KnownValues(SpecProperty parameter)
    {
        var schema = SpecDocument.Resolve(parameter.Json);
        return (string?)schema["type"] switch
        {
            "boolean" => ["true", "false"],
            "integer" => Enumerable.Range(0, 101).Select(number => number.ToString(CultureInfo.InvariantCulture)),
            _ => Strings(schema["enum"]),
        };
    }

    // Booleans are written as in JSON, not as in .NET.
    private static IEnumerable<string> Strings(JToken? values) => values?.Select(value =>
        value.Type == JTokenType.Boolean ? value.ToString().ToLowerInvariant() : value.ToString()) ?? [];
}
