namespace OpenAIImages.Generated.Tests;

/// <summary>Environment variables from <c>.env</c> files with Windows line breaks.</summary>
[NonParallelizable]
public class HostileEnvironmentTests
{
    private static readonly string[] Names =
        ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"];

    private readonly Dictionary<string, string?> _before = [];

    [SetUp]
    public void Empty()
    {
        foreach (var name in Names)
        {
            _before[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [TearDown]
    public void Restore()
    {
        foreach (var (name, value) in _before) Environment.SetEnvironmentVariable(name, value);
    }

    [TestCase("\r")]
    [TestCase("\r\n")]
    [TestCase(" \t")]
    [TestCase("\u00A0")]
    public void FromEnvironment_trims_every_value(string space)
    {
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", space + MockApi.Key + space);
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", space + "https://example.com/v1" + space);
        Environment.SetEnvironmentVariable("OPENAI_ORG_ID", "org-abc123" + space);
        Environment.SetEnvironmentVariable("OPENAI_PROJECT_ID", "proj_abc123" + space);

        var options = ImagesClientOptions.FromEnvironment();

        options.ApiKey.Should().Be(MockApi.Key);
        options.Endpoint.Should().Be(new Uri("https://example.com/v1"));
        options.Organization.Should().Be("org-abc123");
        options.Project.Should().Be("proj_abc123");
    }

    [TestCase("\r\n")]
    [TestCase(" ")]
    public void FromEnvironment_takes_a_blank_value_as_missing(string blank)
    {
        foreach (var name in Names) Environment.SetEnvironmentVariable(name, blank);

        var options = ImagesClientOptions.FromEnvironment();

        options.ApiKey.Should().BeNull();
        options.Organization.Should().BeNull();
        options.Project.Should().BeNull();
        options.Endpoint.Should().Be(new ImagesClientOptions().Endpoint);
    }

    [Test]
    public void FromEnvironment_leaves_a_line_break_within_a_key_to_be_refused()
    {
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", MockApi.Key + "\r\nX-Header: 1");

        var create = () => new ImagesClient(ImagesClientOptions.FromEnvironment());

        create.Should().Throw<ArgumentException>().Which.Message.Should().NotContain(MockApi.Key);
    }
}
