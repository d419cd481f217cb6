using OpenAIImages.Generated.Requests;
using System.Globalization;

namespace OpenAIImages.Generated;

public partial class CreateImageRequest
{
    private const string UnknownParameter = "unknown_parameter";
    private const string MissingParameter = "missing_required_parameter";
    private const string InvalidValue = "invalid_value";
    private const int LongestQuote = 64;

    /// <summary>
    /// Checks the request against the rules of its model, as the spec has them. The client calls it before it sends, unless
    /// <see cref="ImagesClientOptions.ValidateRequests"/> is false.
    /// </summary>
    /// <remarks>
    /// A model that the spec does not know, and an omitted one, are checked only against what holds for every model. Values
    /// that are newer than the spec pass for GPT models.
    /// </remarks>
    /// <exception cref="ImageRequestException">The request breaks rules; all of them are in the exception.</exception>
    public void Validate()
    {
        var violations = new List<ImageRequestViolation>();
        CheckRequired(this, string.Empty, violations);
        if (HasAdditionalProperties) CheckAdditionalProperties(violations);
        foreach (var rule in ModelRuleSet.Common)
        {
            if (GetValue(rule.Parameter) is { } value) CheckValue(rule, value, rules: null, violations);
        }

        if (Model is { } model && ModelRuleSet.For(model.ToString()) is { } rules)
        {
            foreach (var entry in rules.Parameters) CheckParameter(entry.Key, entry.Value, rules, violations);
        }

        if (violations.Count > 0) throw new ImageRequestException(violations);
    }

    private void CheckRequired(JsonModel model, string path, List<ImageRequestViolation> violations)
    {
        foreach (var name in model.RequiredProperties)
        {
            if (model.GetValue(name) is null && !model.HasAdditionalProperty(name))
            {
                Add(violations, path + name, null, path + name + " is required.", MissingParameter);
            }
        }

        if (model is CreateImageRequest { Svg: { } svg }) CheckRequired(svg, JsonNames.Svg + ".", violations);
    }

    private void CheckAdditionalProperties(List<ImageRequestViolation> violations)
    {
        foreach (var property in AdditionalProperties)
        {
            if (!Declares(property.Key)) continue;
            Add(violations, property.Key, property.Value,
                $"{property.Key} has a property of its own, with a type that its value must fit.", InvalidValue);
        }
    }

    private void CheckParameter(
        string parameter, ParameterRule? rule, ModelRuleSet rules, List<ImageRequestViolation> violations)
    {
        if (GetValue(parameter) is not { } value) return;
        if (rule is null)
        {
            Add(violations, parameter, value, $"{Quote(Model)} does not take {parameter}.", UnknownParameter);
            return;
        }

        CheckValue(rule, value, rules, violations);
        foreach (var need in rule.Needs) CheckNeed(rule, Text(value), need, violations);
    }

    private void CheckValue(ParameterRule rule, object value, ModelRuleSet? rules, List<ImageRequestViolation> violations)
    {
        var text = Text(value);
        if (Complaint(rule, rules, value, text) is { } complaint)
        {
            Add(violations, rule.Parameter, value, complaint, rule.Code);
        }
    }

    private string? Complaint(ParameterRule rule, ModelRuleSet? rules, object value, string text)
    {
        if (rule.NotBlank && string.IsNullOrWhiteSpace(text)) return $"{rule.Parameter} must not be blank.";
        if (rule.MaxCharacters is { } limit && text.Length > limit && CountCharacters(text) is var length && length > limit)
        {
            return $"{Quote(Model)} takes a {rule.Parameter} of at most {limit} characters, not of {length}.";
        }

        if (value is int number && (number < rule.Minimum || number > rule.Maximum))
        {
            return $"{Who(rules)} takes {rule.Parameter} {Range(rule)}, not {number}.";
        }

        return rule.Values is null || rule.Values.Contains(text) || IsAllowedBeyondValues(rule, rules!, text)
            ? null
            : $"{Quote(Model)} takes {rule.Parameter} {Choice(rule)}, not {Quote(text)}.";
    }

    private static bool IsAllowedBeyondValues(ParameterRule rule, ModelRuleSet rules, string text)
    {
        if (ModelRuleSet.HasDimensions(rule.Parameter) && new ImageSize(text).TryGetDimensions(out var width, out var height))
        {
            return rule.Dimensions?.Allows(width, height) == true;
        }

        return rules.TakesUnknownValues && !ModelRuleSet.IsKnownValue(rule.Parameter, text);
    }

    private void CheckNeed(ParameterRule rule, string text, ParameterRequirement need, List<ImageRequestViolation> violations)
    {
        if (need.When?.Contains(text) == false || need.Unless?.Contains(text) == true) return;
        var other = GetValue(need.Parameter);
        var otherText = other is null ? need.Omitted : Text(other);
        var subject = need.When is null && need.Unless is null ? rule.Parameter : $"{rule.Parameter} {Quote(text)}";
        if (need.Values is null)
        {
            if (other is null) return;
            var message = need.Unless is null
                ? $"{subject} cannot go with {need.Parameter}."
                : $"With {need.Parameter}, {rule.Parameter} must be {string.Join(" or ", need.Unless)}, not {Quote(text)}.";
            Add(violations, rule.Parameter, GetValue(rule.Parameter), message, rule.Code);
        }
        else if (otherText is null || !need.Values.Contains(otherText))
        {
            var mayBeNew = otherText is not null && ModelRuleSet.HasOpenValues(need.Parameter)
                && !ModelRuleSet.IsKnownValue(need.Parameter, otherText);
            if (mayBeNew) return;
            Add(violations, rule.Parameter, GetValue(rule.Parameter),
                $"{subject} needs {need.Parameter} {string.Join(" or ", need.Values)}.", rule.Code);
        }
    }

    private void Add(
        List<ImageRequestViolation> violations, string parameter, object? value, string message, string code) =>
        violations.Add(new ImageRequestViolation(parameter, value, Model?.ToString(), message, code));

    private string Who(ModelRuleSet? rules) => rules is null ? "Every model" : Quote(Model);

    private static string Range(ParameterRule rule) => (rule.Minimum, rule.Maximum) switch
    {
        ({ } minimum, { } maximum) => $"from {minimum} to {maximum}",
        ({ } minimum, null) => $"of at least {minimum}",
        (null, { } maximum) => maximum == 1 ? "1 only" : $"of at most {maximum}",
        _ => string.Empty,
    };

    private static string Choice(ParameterRule rule)
    {
        var values = string.Join(", ", rule.Values!);
        return rule.Dimensions is null ? values : $"{values}, or {rule.Dimensions}";
    }

    private static string Text(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static string Quote(object? value)
    {
        var text = value?.ToString() ?? string.Empty;
        if (text.Length > LongestQuote) text = text.Remove(LongestQuote) + "…";
        return new string([.. text.Select(character => char.IsControl(character) ? ' ' : character)]);
    }

    // Unicode scalar values, as the API counts: a surrogate pair is one, and so is a surrogate that stands alone.
    private static int CountCharacters(string text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) i++;
            count++;
        }

        return count;
    }
}
