using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OpenAIImages.Generated;

namespace OpenAIImages.Extensions.DependencyInjection;

/// <summary>
/// Sets options from a section of the configuration, without reflection. Its exceptions contain keys, but never values,
/// since a value may be the API key.
/// </summary>
internal static class ConfigurationReader
{
    private delegate bool Parser<T>(string text, out T value);

    /// <summary>
    /// Sets an option from a text. Returns null, or a description of valid values if the text is not valid.
    /// </summary>
    private delegate string? Setter(ImagesClientOptions options, string text);

    private static readonly Dictionary<string, Setter> Setters = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ImagesClientOptions.ApiKey)] = Text((options, value) => options.ApiKey = value),
        [nameof(ImagesClientOptions.Authentication)] = Create<ImagesAuthentication>(
            $"{nameof(ImagesAuthentication.Bearer)} or {nameof(ImagesAuthentication.ApiKeyHeader)}",
            TryParseName, (options, value) => options.Authentication = value),
        [nameof(ImagesClientOptions.Endpoint)] = Create<Uri>(
            "an absolute URL", TryParseUrl, (options, value) => options.Endpoint = value),
        [nameof(ImagesClientOptions.ApiVersion)] = Text((options, value) => options.ApiVersion = value),
        [nameof(ImagesClientOptions.Organization)] = Text((options, value) => options.Organization = value),
        [nameof(ImagesClientOptions.Project)] = Text((options, value) => options.Project = value),
        [nameof(ImagesClientOptions.ApplicationId)] = Text((options, value) => options.ApplicationId = value),
        [nameof(ImagesClientOptions.Timeout)] = Create<TimeSpan>(
            "a time as hh:mm:ss", TryParseTime, (options, value) => options.Timeout = value),
        [nameof(ImagesClientOptions.MaxRetries)] = Create<int>(
            "a whole number", TryParseInt32, (options, value) => options.MaxRetries = value),
        [nameof(ImagesClientOptions.RetryTimeouts)] = Flag((options, value) => options.RetryTimeouts = value),
        [nameof(ImagesClientOptions.RetryOnlyUncharged)] = Flag((options, value) => options.RetryOnlyUncharged = value),
        [nameof(ImagesClientOptions.MaxResponseBytes)] = Create<long>(
            "a whole number", TryParseInt64, (options, value) => options.MaxResponseBytes = value),
        [nameof(ImagesClientOptions.ValidateRequests)] = Flag((options, value) => options.ValidateRequests = value),
        [nameof(ImagesClientOptions.AllowInsecureEndpoint)] = Flag(
            (options, value) => options.AllowInsecureEndpoint = value),
        [nameof(ImagesClientOptions.DownloadWithHttpClient)] = Flag(
            (options, value) => options.DownloadWithHttpClient = value),
    };

    /// <exception cref="OptionsValidationException">A key is unknown, or a value cannot be converted.</exception>
    public static void Read(IConfiguration section, ImagesClientOptions options, string optionsName)
    {
        var failures = section.GetChildren().Select(child => Set(options, child)).OfType<string>().ToList();
        if (section is IConfigurationSection { Path: var path, Value: var value } && !string.IsNullOrWhiteSpace(value))
        {
            failures.Add($"{path} must be a section, not a value.");
        }

        if (failures.Count > 0)
        {
            throw new OptionsValidationException(optionsName, typeof(ImagesClientOptions), failures);
        }
    }

    private static string? Set(ImagesClientOptions options, IConfigurationSection child)
    {
        if (!Setters.TryGetValue(child.Key, out var set)) return $"{child.Path} is not an option of the images client.";
        if (child.GetChildren().Any()) return $"{child.Path} must be a value, not a section.";
        // Some configuration providers return an empty text for null.
        if (string.IsNullOrWhiteSpace(child.Value)) return null;
        return set(options, child.Value!.Trim()) is { } expected ? $"{child.Path} must be {expected}." : null;
    }

    private static Setter Text(Action<ImagesClientOptions, string> set) => (options, text) =>
    {
        set(options, text);
        return null;
    };

    private static Setter Flag(Action<ImagesClientOptions, bool> set) => Create("true or false", bool.TryParse, set);

    private static Setter Create<T>(string expected, Parser<T> parse, Action<ImagesClientOptions, T> set) =>
        (options, text) =>
        {
            if (!parse(text, out var value)) return expected;
            set(options, value);
            return null;
        };

    // Enum.TryParse also accepts numbers and lists.
    private static bool TryParseName(string text, out ImagesAuthentication value) =>
        Enum.TryParse(text, ignoreCase: true, out value)
        && text.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase);

    private static bool TryParseUrl(string text, out Uri value) => Uri.TryCreate(text, UriKind.Absolute, out value!);

    // A whole number would be days.
    private static bool TryParseTime(string text, out TimeSpan value) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value) && !TryParseInt32(text, out _);

    private static bool TryParseInt32(string text, out int value) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);

    private static bool TryParseInt64(string text, out long value) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value);
}
