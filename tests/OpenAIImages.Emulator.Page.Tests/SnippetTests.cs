using System.Text;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>The request as code, which must send the same request.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SnippetTests : IAsyncDisposable
{
    private static readonly string[] Prompts =
    [
        "A cute baby sea otter",
        "it's a \"quoted\" 'otter'",
        @"back\slash \n \' \"" \\ and one at the end \",
        "$HOME ${HOME} $(id) `id` $'x' !! !x %PATH% ~ * ? & | ; < > # {a,b} {{0}} {0}",
        "two\nlines\n\n  and a tab\t.",
        "</script><img src=x onerror=alert(1)> &amp; \"\"\" \"\"\"\"",
        "夜の街 🌃 é \u2028 \u200b \u0001 \u0085",
        "-a dash first",
        "--help",
        "--",
        "-",
        "serve",
        "@otter.txt",
        "[diagram] an otter",
        "'",
    ];

    private static readonly string[] Requests =
    [
        """
        {
          "model": "gpt-image-2.6-flare", "n": 1, "size": "1024x640", "quality": "xhigh", "user": "-x y",
          "background": "auto", "output_format": "webp", "output_compression": 0, "moderation": "low",
          "complexity": "low", "safety_identifier": "it's --me", "stream": false
        }
        """,
        """{"model": "gpt-image-2", "stream": true, "partial_images": 3}""",
        """{"model": "gpt-image-2", "stream": true}""",
        """{"model": "dall-e-3", "response_format": "b64_json", "style": "natural", "quality": "hd"}""",
        """{"model": "gpt-image-2.6-flare", "output_format": "gif", "frame_count": 4, "frame_duration_ms": 40}""",
        """
        {
          "model": "gpt-image-2.6-flare", "output_format": "svg",
          "svg": {"model": "gpt 5.5's \"best\"", "reasoning": {"effort": "low"}}
        }
        """,
        """{"model": "gpt-image-2", "quality": "new-quality", "seed": 7, "lora": "a b", "loras": ["x", {"y": null}]}""",
    ];

    private readonly HttpClient _http = new();
    private readonly SnippetRunner _runner = new();
    private ImagesEmulator _emulator = null!;

    /// <summary>The emulator draws nothing: only the request matters.</summary>
    [SetUp]
    public async Task StartAsync() => _emulator = await ImagesEmulator.StartAsync(new ImagesEmulatorOptions
    {
        Intercept = (context, _) =>
        {
            context.Response.StatusCode = 418;
            return Task.CompletedTask;
        },
    });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _runner.Dispose();
        await _emulator.DisposeAsync();
    }

    private static IEnumerable<string> Bodies() =>
        Prompts.Select(prompt => new JObject { ["prompt"] = prompt, ["model"] = "gpt-image-2" })
            .Concat(Requests.Select(request => new JObject(JObject.Parse(request)) { ["prompt"] = "An otter" }))
            .Select(request => request.ToString(Newtonsoft.Json.Formatting.None));

    [TestCaseSource(nameof(Bodies))]
    public async Task The_Csharp_sends_the_request(string body)
    {
        await _runner.RunCSharpAsync(await GetAsync("csharp", body));

        ExpectRequest(body);
    }

    [TestCaseSource(nameof(Bodies))]
    [Platform(Exclude = "Win", Reason = "The command is for POSIX shells.")]
    public async Task The_curl_sends_the_request(string body)
    {
        var output = await _runner.RunShellAsync(await GetAsync("curl", body));

        ExpectRequest(body, output);
    }

    [TestCaseSource(nameof(Bodies))]
    [Platform(Exclude = "Win", Reason = "The command is for POSIX shells.")]
    public async Task The_command_line_sends_the_request(string body)
    {
        var output = await _runner.RunShellAsync(await GetAsync("commandLine", body));

        ExpectRequest(body, output);
    }

    [Test]
    public async Task Known_values_have_their_names_in_Csharp()
    {
        var code = await GetAsync("csharp", """{"prompt": "x", "model": "gpt-image-2", "output_format": "webp"}""");

        code.Should().Contain("Model = ImageModel.GptImage2,").And.Contain("OutputFormat = ImageOutputFormat.Webp,");
    }

    [TestCase("""{"prompt": "x"}""", "# It adds --model gpt-image-2.6-sunburst.\n")]
    [TestCase(
        """{"prompt": "x", "model": "y", "partial_images": 0}""", "# It adds --stream, since it asks for previews.\n")]
    public async Task The_command_line_says_what_it_adds(string body, string expected)
    {
        (await GetAsync("commandLine", body)).Should().StartWith(expected);
    }

    [Test]
    public async Task Code_for_an_emulator_with_a_key_does_not_have_it()
    {
        await _emulator.DisposeAsync();
        _emulator = await ImagesEmulator.StartAsync(new ImagesEmulatorOptions { ApiKey = "sk-secret" });
        const string Body = """{"prompt": "x", "model": "gpt-image-2"}""";

        (await GetAsync("csharp", Body)).Should().Contain("GetEnvironmentVariable(\"OPENAI_API_KEY\"),");
        (await GetAsync("curl", Body)).Should().Contain("-H \"Authorization: Bearer $OPENAI_API_KEY\"");
        (await GetAsync("commandLine", Body)).Should().StartWith("openai-images ");
        (await _http.GetStringAsync(new Uri(_emulator.Endpoint, "/page/contract"))).Should().NotContain("sk-secret");
    }

    private async Task<string> GetAsync(string language, string body)
    {
        using var response = await _http.PostAsync(
            new Uri(_emulator.Endpoint, "/page/check"), new StringContent(body, Encoding.UTF8, "application/json"));
        response.EnsureSuccessStatusCode();
        return (string)JObject.Parse(await response.Content.ReadAsStringAsync())[language]!;
    }

    private void ExpectRequest(string body, string output = "")
    {
        var request = _emulator.Requests.Should().ContainSingle(output).Subject;
        JToken.DeepEquals(JObject.Parse(request.Body), JObject.Parse(body)).Should().BeTrue(request.Body);
    }
}
