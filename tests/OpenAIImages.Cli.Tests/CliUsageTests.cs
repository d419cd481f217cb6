using Newtonsoft.Json.Linq;

namespace OpenAIImages.Cli.Tests;

/// <summary>How the command line reads its arguments and the environment.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CliUsageTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [TestCase("[a cute otter]")]
    [TestCase("[diagram]")]
    [TestCase("[suggest]")]
    [TestCase("[suggest:3]")]
    [TestCase("[env:A=b]")]
    [TestCase("@otter.txt")]
    [TestCase("openai-images")]
    public async Task Prompt_of_any_beginning_is_a_prompt(string prompt)
    {
        var (result, request) = await SendAsync(prompt);

        result.ExitCode.Should().Be(0, result.Error);
        ((string)BodyOf(request)["prompt"]!).Should().Be(prompt);
    }

    [TestCase("gpt-image-1.5", "", "gpt-image-1.5.png")]
    [TestCase("gpt-image-1.5", "--n 2", "gpt-image-1.5-1.png")]
    [TestCase("v2.final", "", "v2.final.png")]
    [TestCase("otter.PNG", "", "otter.PNG")]
    [TestCase("otter.jpeg", "", "otter.jpeg")]
    public async Task Output_has_the_extension_of_an_image(string output, string options, string expected)
    {
        var (result, _) = await SendAsync("otter", ["-o", output, .. Split(options)]);

        result.ExitCode.Should().Be(0, result.Error);
        _cli.Files.Should().Equal(expected);
    }

    [TestCase("otter.webp", "webp")]
    [TestCase("otter.jpg", "jpeg")]
    [TestCase("otter.JPEG", "jpeg")]
    [TestCase("otter.png", null)]
    [TestCase("otter", null)]
    [TestCase("otter.1", null)]
    public async Task Output_extension_asks_for_the_format(string output, string? expected)
    {
        var (_, request) = await SendAsync("otter", "-o", output);

        ((string?)BodyOf(request)["output_format"]).Should().Be(expected);
    }

    [TestCase("-o otter.webp --output-format png", "--output-format png")]
    [TestCase("-o otter.png --output-format jpeg --stream", "--output-format jpeg")]
    [TestCase("-o otter.webp -m dall-e-3", "--output-format")]
    [TestCase("-o - --n 2", "one image")]
    [TestCase("-o - --partial-images 1", "no previews")]
    public async Task Output_that_cannot_match_is_not_sent(string options, string expected)
    {
        var (result, request) = await SendAsync("otter", Split(options));

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain(expected);
        request.Should().BeNull();
    }

    [TestCase("at dawn -m gpt-image-2", "'dawn'.\nIs the prompt in quotes? Try --help.")]
    [TestCase("--qualiti high", "'high'.\nTry --help.")]
    public async Task Words_after_the_prompt_are_explained(string words, string expected)
    {
        var (result, request) = await SendAsync("otter", Split(words));

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain(expected);
        request.Should().BeNull();
    }

    [TestCase("--no-validate")]
    [TestCase("--stream")]
    public async Task Output_name_that_the_file_system_refuses_is_not_sent(string option)
    {
        var (result, request) = await SendAsync("otter", "-o", new string('海', 90) + ".png", option);

        result.ExitCode.Should().Be(2);
        request.Should().BeNull();
    }

    [Test]
    public async Task Output_hyphen_writes_the_image_to_standard_output_and_the_rest_to_standard_error()
    {
        var (text, _) = await SendAsync("otter", "-o", "-");
        var (json, _) = await SendAsync("otter", "-o", "-", "--json");

        text.ExitCode.Should().Be(0, text.Error);
        text.Output.Should().Contain("PNG").And.EndWith("IEND\uFFFDB`\uFFFD");
        text.Error.Should().Contain("Drawing with");
        json.Output.Should().Be(text.Output);
        JObject.Parse(json.Error)["files"].Should().BeEmpty();
        _cli.Files.Should().BeEmpty();
    }

    [TestCase("user_id=00123", "\"00123\"")]
    [TestCase("u=undefined", "\"undefined\"")]
    [TestCase("u=NaN", "\"NaN\"")]
    [TestCase("u='a'", "\"'a'\"")]
    [TestCase("u={a:1}", "\"{a:1}\"")]
    [TestCase("u=0x10", "\"0x10\"")]
    [TestCase("u=[1,]", "\"[1,]\"")]
    [TestCase("u=2026-01-02T03:04:05Z", "\"2026-01-02T03:04:05Z\"")]
    [TestCase("empty=", "\"\"")]
    [TestCase("u=null", "null")]
    [TestCase("u=true", "true")]
    [TestCase("u=-1.5", "-1.5")]
    [TestCase("u={\"a\":[1]}", "{\"a\":[1]}")]
    public async Task Set_takes_strict_json_or_text(string assignment, string expected)
    {
        var (result, request) = await SendAsync("otter", "--set", assignment);

        result.ExitCode.Should().Be(0, result.Error);
        BodyOf(request).ToString(Newtonsoft.Json.Formatting.None)
            .Should().Contain($"\"{assignment.Split('=')[0]}\":{expected}");
    }

    [TestCase("--bogus")]
    [TestCase("--n two")]
    [TestCase("--n")]
    [TestCase("--endpoint otter")]
    [TestCase("-o missing/otter.png")]
    [TestCase("--header otter")]
    [TestCase("--n 0")]
    public async Task Json_is_printed_for_wrong_usage(string options)
    {
        var result = await _cli.RunAsync(["otter", "--json", .. Split(options)]);

        result.ExitCode.Should().Be(2);
        ((string)JObject.Parse(result.Output)["error"]!["message"]!).Should().NotBeEmpty();
        result.Error.Should().BeEmpty();
    }

    [TestCase("--endpoint http://images.example.com/v1", "--allow-insecure-endpoint", "AllowInsecureEndpoint")]
    [TestCase("--endpoint https://a.test/?api-version=1 --api-version 2", "--api-version", "ApiVersion")]
    [TestCase("--endpoint ftp://a.test/", "--endpoint must be", "Endpoint must")]
    public async Task Messages_name_options_of_the_command_line(string options, string expected, string property)
    {
        _cli.Environment["OPENAI_API_KEY"] = "any";

        var result = await _cli.RunAsync(["otter", .. Split(options)]);

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain(expected).And.NotContain(property);
    }

    [TestCase("--bogus=sk-abcdefghijklmnop")]
    [TestCase("--n sk-abcdefghijklmnop")]
    [TestCase("--set sk-abcdefghijklmnop")]
    [TestCase("--endpoint sk-abcdefghijklmnop")]
    [TestCase("-o sk-abcdefghijklmnop/a.png")]
    [TestCase("--n 0123456789abcdef0123456789abcdef")]
    public async Task An_argument_that_looks_like_a_key_is_not_repeated(string options)
    {
        foreach (var more in new[] { "--no-validate", "--json" })
        {
            var result = await _cli.RunAsync(["otter", .. Split(options), more]);

            result.ExitCode.Should().Be(2);
            (result.Output + result.Error).Should().NotContain("abcdef");
        }
    }

    [TestCase("--bogus\u001b[2J")]
    [TestCase("-o a\u009b2J/b.png")]
    [TestCase("-m dall-e-3 --background \u202ex")]
    public async Task Arguments_do_not_steer_the_terminal(string options)
    {
        var result = await _cli.RunAsync(["ott\u001ber", "--emulator", .. Split(options)]);

        result.ExitCode.Should().Be(2);
        (result.Output + result.Error).Should().NotContainAny("\u001b", "\u009b", "\u202e");
    }

    private static string[] Split(string options) => options.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static JObject BodyOf(string? request) =>
        JObject.Parse(request![request!.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]);

    /// <summary>Returns how the command ended, and the request that a server received.</summary>
    private async Task<(CliResult Result, string? Request)> SendAsync(string prompt, params string[] options)
    {
        await using var server = new FaultServer(
            connection => connection.RespondAsync(200, $$"""{"data":[{"b64_json":"{{TestImages.Png}}"}]}"""));
        _cli.Environment["OPENAI_API_KEY"] = FaultClient.Key;
        var result = await _cli.RunAsync([prompt, "--endpoint", server.Endpoint.ToString(), .. options]);
        return (result, server.Requests.SingleOrDefault());
    }
}
