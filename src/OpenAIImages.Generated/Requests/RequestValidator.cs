using System.Globalization;

namespace OpenAIImages.Generated.Requests;

/// <summary>Checks a request against the rules of its model.</summary>
internal sealed class RequestValidator
{
    private const string UnknownParameter = "unknown_parameter";
    private const string MissingParameter = "missing_required_parameter";
    private const string InvalidValue = "invalid_value";

    private readonly JsonModel _request;
    private readonly string? _model;
    private readonly ModelRuleSet? _rules;
    private readonly List<ImageRequestViolation> _violations = [];

    private RequestValidator(JsonModel request, string? model)
    {
        _request = request;
        _model = model;
        _rules = model is null ? null : ModelRuleSet.For(model);
    }

    /// <summary>Returns everything that is wrong with a request for a model.</summary>
    public static IReadOnlyList<ImageRequestViolation> FindViolations(JsonModel request, string? model)
    {
        var validator = new RequestValidator(request, model);
        validator.Check();
        return validator._violations;
    }

    private void Check()
    {
        var missing = new List<string>();
        _request.AddMissingProperties(missing, path: string.Empty);
        foreach (var name in missing) Add(name, null, name + " is required.", MissingParameter);
        if (_request.HasAdditionalProperties) CheckAdditionalProperties();
        foreach (var rule in ModelRuleSet.Common)
        {
            if (Get(rule.Parameter) is { } value) CheckValue(rule, value);
        }

        if (_rules is null) return;
        foreach (var entry in _rules.Parameters)
        {
            if (Get(entry.Key) is { } value) CheckParameter(entry.Key, entry.Value, value);
        }
    }

    private void CheckAdditionalProperties()
    {
        foreach (var property in _request.AdditionalProperties)
        {
            if (!_request.TryGetValue(property.Key, out _)) continue;
            Add(property.Key, property.Value,
                $"{property.Key} must be set through its property, with a value of its type.", InvalidValue);
        }
    }

    private void CheckParameter(string parameter, ParameterRule? rule, object value)
    {
        if (rule is null)
        {
            Add(parameter, value, $"{ViolationText.Quote(_model)} does not take {parameter}.", UnknownParameter);
            return;
        }

        CheckValue(rule, value);
        foreach (var need in rule.Needs) CheckNeed(rule, value, need);
    }

    private void CheckValue(ParameterRule rule, object value)
    {
        if (DescribeViolation(rule, value) is { } message) Add(rule.Parameter, value, message, rule.Code);
    }

    private string? DescribeViolation(ParameterRule rule, object value)
    {
        var text = ToText(value);
        var parameter = rule.Parameter;
        if (rule.NotBlank && string.IsNullOrWhiteSpace(text)) return $"{parameter} must not be blank.";
        if (rule.Trimmed && !IsTrimmed(text))
        {
            return $"{parameter} must have neither white space around it nor control characters.";
        }

        if (rule.MaxCharacters is { } limit && text.Length > limit && CountCharacters(
            text) is var count && count > limit)
        {
            return $"{ViolationText.Quote(_model)} takes a {parameter} of at most {limit} characters, not of {count}.";
        }

        if (value is int or long
            && Convert.ToInt64(value, CultureInfo.InvariantCulture) is var number
            && (number < rule.Minimum || number > rule.Maximum))
        {
            var subject = rule.Family == ModelRuleSet.EveryModel ? "Every model" : ViolationText.Quote(_model);
            // Some cultures write the sign with a character that is invisible.
            var given = number.ToString(CultureInfo.InvariantCulture);
            return $"{subject} takes {parameter} {ViolationText.Range(rule)}, not {given}.";
        }

        var countPixels = rule.Dimensions?.PixelsUnless is not { } exception || !exception.Allows(Find(exception));
        return IsAllowed(rule, text, countPixels) ? null : DescribeChoice(rule, text, countPixels);
    }

    private bool IsAllowed(ParameterRule rule, string text, bool countPixels)
    {
        if (rule.Values is null || rule.Values.Contains(text)) return true;
        if (ParameterValues.AreDimensions(rule.Parameter)
            && new ImageSize(text).TryGetDimensions(out var width, out var height))
        {
            // The API writes sizes without leading zeros.
            return rule.Dimensions?.Allows(width, height, countPixels) == true
                && text == new ImageSize(width, height).ToString();
        }

        return _rules?.TakesUnknownValues != false && ParameterValues.MayBeNewer(rule.Parameter, text);
    }

    private string DescribeChoice(ParameterRule rule, string text, bool countPixels)
    {
        var choice = ViolationText.Choice(rule, countPixels);
        var (model, given) = (ViolationText.Quote(_model), ViolationText.Quote(text));
        var message = $"{model} takes {rule.Parameter} {choice}, not {given}.";
        return ParameterValues.FindIntended(rule.Parameter, text) is { } intended
            && intended != text
            && IsAllowed(rule, intended, countPixels)
                ? $"{message} Use {intended}."
                : message;
    }

    private void CheckNeed(ParameterRule rule, object value, ParameterRequirement need)
    {
        var text = ToText(value);
        if (!need.AppliesTo(text)) return;
        var other = Find(need);
        if (need.Allows(other) || (other is not null && ParameterValues.MayBeNewer(need.Parameter, other))) return;
        Add(rule.Parameter, value, ViolationText.Need(rule.Parameter, text, need), rule.Code);
    }

    private object? Get(string parameter) => _request.TryGetValue(parameter, out var value) ? value : null;

    private string? Find(ParameterRequirement need) => Get(need.Parameter) is { } value ? ToText(value) : need.Omitted;

    private void Add(string parameter, object? value, string message, string code) =>
        _violations.Add(new ImageRequestViolation(parameter, value, _model, message, code));

    private static string ToText(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static bool IsTrimmed(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character)) return false;
        }

        return text.Length == 0 || !(char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[text.Length - 1]));
    }

    // Unicode scalar values, as the API counts: a surrogate pair is one, and so is a lone surrogate.
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
