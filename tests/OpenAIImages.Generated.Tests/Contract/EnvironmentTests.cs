namespace OpenAIImages.Generated.Tests;

/// <summary>Options from environment variables.</summary>
[NonParallelizable]
public class EnvironmentTests
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

    [Test]
    public async Task FromEnvironment_reads_key_endpoint_organization_and_project()
    {
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", MockApi.Key);
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", "https://example.com/v1");
        Environment.SetEnvironmentVariable("OPENAI_ORG_ID", "org-abc123");
        Environment.SetEnvironmentVariable("OPENAI_PROJECT_ID", "proj_abc123");

        var sent = await SendAsync();

        sent.Address.Should().Be("https://example.com/v1/images/generations");
        sent.Headers["Authorization"].Should().Be("Bearer " + MockApi.Key);
        sent.Headers["OpenAI-Organization"].Should().Be("org-abc123");
        sent.Headers["OpenAI-Project"].Should().Be("proj_abc123");
    }

    [Test]
    public async Task FromEnvironment_needs_only_the_key()
    {
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", MockApi.Key);
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", "");
        Environment.SetEnvironmentVariable("OPENAI_ORG_ID", "");

        var sent = await SendAsync();

        sent.Address.Should().Be("https://api.openai.com/v1/images/generations");
        sent.Headers.Should().NotContainKeys("OpenAI-Organization", "OpenAI-Project");
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    public async Task FromEnvironment_without_a_key_makes_the_constructor_throw(string? key)
    {
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", key);

        await FluentActions.Awaiting(SendAsync)
            .Should().ThrowAsync<ArgumentException>().WithMessage("*missing or blank. Set ApiKey*OPENAI_API_KEY*");
    }

    [Test]
    public void FromEnvironment_with_a_key_as_the_endpoint_throws_without_it()
    {
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", MockApi.Key);

        FluentActions.Invoking(ImagesClientOptions.FromEnvironment).Should().Throw<InvalidOperationException>()
            .WithMessage("*OPENAI_BASE_URL*").Which.ToString().Should().NotContain(MockApi.Key);
    }

    [Test]
    public void AddEnvironment_keeps_what_is_set()
    {
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", MockApi.Key);
        Environment.SetEnvironmentVariable("OPENAI_BASE_URL", "https://example.com/v1");
        Environment.SetEnvironmentVariable("OPENAI_ORG_ID", "org-environment");
        Environment.SetEnvironmentVariable("OPENAI_PROJECT_ID", "proj_environment");
        var options = new ImagesClientOptions
        {
            ApiKey = "sk-own",
            // The default, but set on purpose.
            Endpoint = new Uri("https://api.openai.com/v1/"),
            Organization = "org-own",
        };

        options.AddEnvironment().Should().BeSameAs(options);

        options.ApiKey.Should().Be("sk-own");
        options.Endpoint.Should().Be("https://api.openai.com/v1/");
        options.Organization.Should().Be("org-own");
        options.Project.Should().Be("proj_environment");
    }

    [Test]
    public void AddEnvironment_sets_no_key_beside_a_provider()
    {
        Environment.SetEnvironmentVariable("OPENAI_API_KEY", MockApi.Key);
        var options = new ImagesClientOptions { ApiKeyProvider = _ => new ValueTask<string>("token") };

        options.AddEnvironment();

        options.ApiKey.Should().BeNull();
        options.Invoking(it => it.Validate()).Should().NotThrow();
    }

    private static async Task<SentRequest> SendAsync()
    {
        using var api = new MockApi();
        using var client = new ImagesClient(ImagesClientOptions.FromEnvironment(), api.HttpClient);
        await client.CreateImageAsync(MockApi.Otter);
        return api.Request;
    }
}
