using Microsoft.Extensions.Options;
using OpenAIImages.Generated;

namespace OpenAIImages.Extensions.DependencyInjection;

/// <summary>Validates the options of one name.</summary>
internal sealed class ImagesClientOptionsValidator(string optionsName) : IValidateOptions<ImagesClientOptions>
{
    public string OptionsName => optionsName;

    public ValidateOptionsResult Validate(string? name, ImagesClientOptions options)
    {
        if (name != optionsName) return ValidateOptionsResult.Skip;
        try
        {
            options.Validate();
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException failure)
        {
            return ValidateOptionsResult.Fail(
                optionsName.Length == 0 ? failure.Message : $"Images client '{optionsName}': {failure.Message}");
        }
    }
}
