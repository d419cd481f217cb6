namespace OpenAIImages.Generated.Requests;

/// <summary>What another parameter must be when a parameter is set: an entry of <c>needs</c> in the spec.</summary>
internal sealed class ParameterRequirement(string parameter)
{
    /// <summary>The other parameter.</summary>
    public readonly string Parameter = parameter;

    /// <summary>The values for which the requirement holds; null for all but <see cref="Unless"/>.</summary>
    public string[]? When;

    /// <summary>The values for which the requirement does not hold.</summary>
    public string[]? Unless;

    /// <summary>What the other parameter must be; null when it may be anything but <see cref="Except"/>.</summary>
    public string[]? Values;

    /// <summary>What the other parameter must not be.</summary>
    public string[] Except = [];

    /// <summary>What the other parameter counts as when it is not set.</summary>
    public string? Omitted;

    /// <summary>Returns whether the requirement holds for a value of the parameter that has it.</summary>
    public bool AppliesTo(string value) => When?.Contains(value) != false && Unless?.Contains(value) != true;

    /// <summary>Returns whether a value of the other parameter is allowed.</summary>
    public bool Allows(string? other) =>
        other is null ? Values is null : Values?.Contains(other) != false && !Except.Contains(other);
}
