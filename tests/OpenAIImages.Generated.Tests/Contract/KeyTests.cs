using System.Diagnostics;
using System.Reflection;

namespace OpenAIImages.Generated.Tests;

/// <summary>Which keys are refused; no message contains one.</summary>
public class KeyTests
{
    // A part of each key, by which it would be found in a message.
    private const string Secret = "4fd1a0c97be25830";

    private static readonly TestCaseData<string?>[] Malformed =
    [
        new(null) { TestName = "{m}(null)" },
        new("") { TestName = "{m}(empty)" },
        new(" \t") { TestName = "{m}(blank)" },
        new($"sk-{Secret}\n") { TestName = "{m}(line break at the end)" },
        new($"sk-{Secret}\r\nX-Evil: 1") { TestName = "{m}(another header)" },
        new($"sk-{Secret}\0") { TestName = "{m}(control character)" },
        new($"sk-{Secret}\u007F") { TestName = "{m}(delete)" },
        new($" sk-{Secret}") { TestName = "{m}(space)" },
        new($"Bearer sk-{Secret}") { TestName = "{m}(with its scheme)" },
        new($"sk-{Secret}é") { TestName = "{m}(non-ASCII)" },
        new($"“sk-{Secret}”") { TestName = "{m}(typographic quotes)" },
    ];

    private static readonly TestCaseData<Action<ImagesClientOptions>>[] Misplaced =
    [
        new(it => it.Endpoint = new Uri($"https://{MockApi.Key}@example.com/v1")) { TestName = "{m}(user)" },
        new(it => it.Endpoint = new Uri($"https://user:{MockApi.Key}@example.com/v1")) { TestName = "{m}(password)" },
        new(it => it.Endpoint = new Uri($"https://example.com/v1?key={MockApi.Key}")) { TestName = "{m}(query)" },
        new(it => it.Endpoint = new Uri($"https://example.com/{MockApi.Key}/v1")) { TestName = "{m}(path)" },
        new(it => it.Endpoint = new Uri($"https://{MockApi.Key}/v1")) { TestName = "{m}(host)" },
        new(it => it.Endpoint = new Uri($"https://example.com/#{MockApi.Key}")) { TestName = "{m}(fragment)" },
        new(it => it.Organization = MockApi.Key) { TestName = "{m}(organization)" },
        new(it => it.Project = MockApi.Key) { TestName = "{m}(project)" },
        new(it => it.ApiVersion = MockApi.Key) { TestName = "{m}(version)" },
    ];

    [TestCaseSource(nameof(Malformed))]
    public void Constructor_with_a_malformed_key_throws_without_it(string? key)
    {
        using var api = new MockApi();
        Func<ImagesClient>[] constructions =
        [
            () => new ImagesClient(key!),
            () => new ImagesClient(new ImagesClientOptions { ApiKey = key }),
            () => new ImagesClient(new ImagesClientOptions { ApiKey = key }, api.HttpClient),
        ];

        foreach (var construction in constructions)
        {
            ShouldHideTheKey(construction.Should().Throw<ArgumentException>().Which);
        }
    }

    [TestCaseSource(nameof(Malformed))]
    public async Task Malformed_key_of_ApiKeyProvider_makes_the_call_throw_without_it(string? key)
    {
        using var api = new MockApi();
        using var client = api.Client(options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = _ => new ValueTask<string>(key!);
        });

        var thrown = await client.Awaiting(it => it.CreateImageAsync(MockApi.Otter))
            .Should().ThrowAsync<InvalidOperationException>();

        ShouldHideTheKey(thrown.Which);
        api.Count.Should().Be(0);
    }

    [Test]
    public void Key_beside_ApiKeyProvider_is_invalid()
    {
        using var api = new MockApi();

        api.Invoking(it => it.Client(options => options.ApiKeyProvider = _ => new ValueTask<string>("another")))
            .Should().Throw<ArgumentException>().WithMessage("*not both*");
    }

    [TestCaseSource(nameof(Misplaced))]
    public void Key_in_another_option_is_invalid(Action<ImagesClientOptions> misplace)
    {
        using var api = new MockApi();

        var thrown = api.Invoking(it => it.Client(misplace)).Should().Throw<ArgumentException>();

        ShouldHideTheKey(thrown.Which);
    }

    [TestCaseSource(nameof(Misplaced))]
    public void Key_in_another_option_is_invalid_with_ApiKeyProvider_too(Action<ImagesClientOptions> misplace)
    {
        using var api = new MockApi();

        var thrown = api.Invoking(it => it.Client(options =>
        {
            options.ApiKey = null;
            options.ApiKeyProvider = _ => new ValueTask<string>("another");
            misplace(options);
        })).Should().Throw<ArgumentException>();

        ShouldHideTheKey(thrown.Which);
    }

    [TestCase("https://example.com/openai?api-key=0123456789abcdef0123456789ABCDEF")]
    [TestCase("https://0123456789abcdef0123456789ABCDEF/openai/v1/")]
    public void Key_of_any_form_in_the_endpoint_is_invalid(string endpoint)
    {
        const string azureKey = "0123456789abcdef0123456789ABCDEF";
        using var api = new MockApi();

        api.Invoking(it => it.Client(options =>
        {
            options.ApiKey = azureKey;
            options.Endpoint = new Uri(endpoint);
        })).Should().Throw<ArgumentException>().Which.ToString().Should().NotContain(azureKey);
    }

    [TestCase("https://lm-studio/v1", null)]
    [TestCase("https://lm-studio:1234?tenant=7", null)]
    [TestCase("https://api.lm-studio.example.com/v1#top", "fragment")]
    [TestCase("https://example.com/lm-studio/v1", "key")]
    [TestCase("https://example.com?key=lm-studio", "key")]
    [TestCase("https://example.com#lm-studio", "key")]
    [TestCase("https://lm-studio@example.com", "key")]
    public void Short_key_is_allowed_only_in_the_host_of_the_endpoint(string endpoint, string? expected)
    {
        var options = new ImagesClientOptions { ApiKey = "lm-studio", Endpoint = new Uri(endpoint) };
        var make = () => new ImagesClient(options).Dispose();

        if (expected is null) make.Should().NotThrow();
        else make.Should().Throw<ArgumentException>().WithMessage($"Endpoint must not *{expected}*");
    }

    [TestCase("org-sk-0123456789abcdef")]
    [TestCase("a/sk-1/sk-0123456789-_cdef")]
    [TestCase("sk-proj-ABCDEFGHIJK/")]
    public void Text_in_the_form_of_a_key_in_another_option_is_invalid(string value)
    {
        using var api = new MockApi();

        api.Invoking(it => it.Client(options => options.Project = value))
            .Should().Throw<ArgumentException>().WithMessage("Project must not contain a key.");
    }

    [TestCase("task-0123456789abcdef")]
    [TestCase("9sk-0123456789abcdef")]
    [TestCase("sk-0123456789abcde")]
    [TestCase("sk-0123456789ab/cdef")]
    [TestCase("SK-0123456789abcdef")]
    public async Task Text_that_resembles_a_key_is_allowed(string value)
    {
        using var api = new MockApi();
        using var client = api.Client(options => options.Project = value);

        await client.CreateImageAsync(MockApi.Otter);

        api.Request.Headers["OpenAI-Project"].Should().Be(value);
    }

    [TestCase("org-abc123\r\nX-Evil: 1")]
    [TestCase("org abc123")]
    [TestCase("örg")]
    [TestCase("")]
    public void Organization_or_project_that_a_header_cannot_carry_is_invalid(string value)
    {
        using var api = new MockApi();

        api.Invoking(it => it.Client(options => options.Organization = value))
            .Should().Throw<ArgumentException>().WithMessage("Organization*");
        api.Invoking(it => it.Client(options => options.Project = value))
            .Should().Throw<ArgumentException>().WithMessage("Project*");
    }

    [Test]
    public void ToString_of_the_client_does_not_show_the_key()
    {
        using var api = new MockApi();
        using var client = api.Client(options => options.Endpoint = new Uri("https://example.com/v1?tenant=7"));

        client.ToString().Should().Be("ImagesClient { Endpoint = example.com }");
        ShouldBeDisplayedByToString(client.GetType());
    }

    [Test]
    public void ToString_of_the_options_does_not_show_the_key()
    {
        new ImagesClientOptions().ToString()
            .Should().Be("ImagesClientOptions { Endpoint = api.openai.com, ApiKey = not set }");
        new ImagesClientOptions { ApiKey = MockApi.Key }.ToString()
            .Should().Be("ImagesClientOptions { Endpoint = api.openai.com, ApiKey = [redacted] }");
        new ImagesClientOptions { ApiKeyProvider = _ => new ValueTask<string>(MockApi.Key), Endpoint = null! }
            .ToString().Should().Be("ImagesClientOptions { Endpoint = not set, ApiKey = [redacted] }");
        ShouldBeDisplayedByToString(typeof(ImagesClientOptions));
        typeof(ImagesClientOptions).GetProperty(nameof(ImagesClientOptions.ApiKey))!
            .GetCustomAttribute<DebuggerBrowsableAttribute>()!.State.Should().Be(DebuggerBrowsableState.Never);
    }

    [TestCaseSource(nameof(Misplaced))]
    public void ToString_of_the_options_does_not_show_a_misplaced_key(Action<ImagesClientOptions> misplace)
    {
        var options = new ImagesClientOptions { ApiKey = MockApi.Key };
        misplace(options);

        options.ToString().Should().NotContain(Secret);
    }

    private static void ShouldHideTheKey(Exception exception)
    {
        exception.ToString().Should().NotContain(Secret);
        exception.Message.Should().NotBeEmpty();
    }

    private static void ShouldBeDisplayedByToString(Type type) =>
        type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value.Should().Be("{ToString(),nq}");
}
