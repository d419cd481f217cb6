using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>The schema for appsettings.json says what a section of the configuration may have.</summary>
public class ConfigurationSchemaTests
{
    private static readonly JObject Schema = (JObject)JObject.Parse(
        File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "ConfigurationSchema.json")))
        ["properties"]!["OpenAIImages"]!;

    private static readonly JObject Properties = (JObject)Schema["properties"]!;

    [Test]
    public void Schema_has_exactly_the_options_that_are_neither_callbacks_nor_objects()
    {
        var options = typeof(ImagesClientOptions).GetProperties()
            .Where(option => option.CanWrite && !typeof(Delegate).IsAssignableFrom(option.PropertyType))
            .Where(option => option.PropertyType != typeof(TimeProvider))
            .Select(option => option.Name);

        Names().Should().BeEquivalentTo(options);
        ((bool)Schema["additionalProperties"]!).Should().BeFalse();
    }

    [TestCaseSource(nameof(Names))]
    public void Schema_describes_each_option_and_its_default(string name)
    {
        var property = (JObject)Properties[name]!;
        var option = typeof(ImagesClientOptions).GetProperty(name)!;
        var expected = Convert.ToString(
            option.GetValue(new ImagesClientOptions()), CultureInfo.InvariantCulture);

        ((string?)property["description"]).Should().EndWith(".");
        ((string?)property["default"] ?? "").Should().BeEquivalentTo(expected ?? "");
        TypeIn(property).Should().Be(TypeOf(option.PropertyType));
    }

    [TestCaseSource(nameof(Values))]
    public void Value_of_the_schema_is_taken_from_the_configuration(string name, string value)
    {
        var services = new ServiceCollection();
        services.AddImagesClient(new ConfigurationBuilder()
            .AddInMemoryCollection([new("ApiKey", "sk-first")])
            .AddInMemoryCollection([new(name, value)]).Build());
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<ImagesClientOptions>>().Value;

        Convert.ToString(
            typeof(ImagesClientOptions).GetProperty(name)!.GetValue(options),
            CultureInfo.InvariantCulture).Should().BeEquivalentTo(value);
    }

    [Test]
    public void Schema_has_the_values_of_enumerations() =>
        Properties["Authentication"]!["enum"]!.Values<string>()
            .Should().BeEquivalentTo(Enum.GetNames<ImagesAuthentication>());

    private static IEnumerable<string> Names() => Properties.Properties().Select(property => property.Name);

    /// <summary>Each option with the values that the schema names, or with one of its type.</summary>
    private static IEnumerable<object[]> Values() =>
        from property in Properties.Properties()
        from value in ValuesOf((JObject)property.Value)
        select new object[] { property.Name, value };

    private static IEnumerable<string> ValuesOf(JObject property) =>
        property["enum"]?.Values<string>().Select(value => value!) ?? (string?)property["type"] switch
        {
            "boolean" => ["true", "false"],
            "integer" => new[] { property["minimum"], property["maximum"], property["default"] }
                .OfType<JToken>().Select(value => value.ToString()),
            _ => [(string?)property["default"] ?? "some-text"],
        };

    private static string? TypeIn(JObject property) =>
        (string?)property["type"] + (string?)property["format"] + (property["enum"] is null ? "" : "enum")
        + (property["pattern"] is null ? "" : "time");

    private static string TypeOf(Type type) =>
        type.IsEnum ? "enum"
        : type == typeof(bool) ? "boolean"
        : type == typeof(int) || type == typeof(long) ? "integer"
        : type == typeof(Uri) ? "stringuri"
        : type == typeof(TimeSpan) ? "stringtime"
        : "string";
}
