using Newtonsoft.Json.Linq;

namespace OpenAIImages.Cli.Tests;

/// <summary>What the command line prints and saves for unusual responses.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CliServerResponseTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Test]
    public async Task Saved_images_are_named_before_the_error_of_another()
    {
        var (result, url) = await RunWithBrokenUrlAsync();

        result.ExitCode.Should().Be(1);
        result.Output.Should().Contain("Saved otter-1.png").And.Contain("Saved otter-3.png");
        result.Error.Should().StartWith("error: ").And.Contain("404").And.Contain(url);
        _cli.Files.Should().Equal("otter-1.png", "otter-3.png");
    }

    [Test]
    public async Task Json_has_saved_images_beside_the_error_of_another()
    {
        var (result, url) = await RunWithBrokenUrlAsync("--json");

        result.ExitCode.Should().Be(1);
        var json = JObject.Parse(result.Output);
        json["files"]!.Values<string>().Should().Equal("otter-1.png", "otter-3.png");
        json["urls"]!.Values<string>().Should().Contain(url);
        ((int)json["error"]!["status"]!).Should().Be(404);
    }

    [TestCase("""{"code":"InvalidParameter","message":"Wrong colour"}""")]
    [TestCase("""{"created":1,"data":[],"message":"Wrong colour"}""")]
    public async Task A_success_without_images_is_a_failed_call(string body)
    {
        foreach (var option in new[] { "--no-validate", "--stream" })
        {
            var result = await RespondAsync(200, body, option);

            result.ExitCode.Should().Be(1);
            result.Error.Should().Contain("Wrong colour");
        }
    }

    [TestCase("--no-validate")]
    [TestCase("--json")]
    [TestCase("--stream")]
    public async Task A_plain_text_error_is_shown(string option)
    {
        var result = await RespondAsync(400, "model not \u001bfound", option, "text/plain");

        result.ExitCode.Should().Be(1);
        (result.Output + result.Error).Should().Contain("model not").And.Contain("found").And.NotContain("\u001b");
    }

    [TestCase("\u001b[2J")]
    [TestCase("\u009b2J")]
    [TestCase("\u202e")]
    public async Task Words_of_a_server_are_cleaned(string bad)
    {
        var body = new JObject { ["error"] = new JObject { ["message"] = $"M{bad}é" } }.ToString();

        var text = await RespondAsync(400, body, "--no-validate");
        var json = await RespondAsync(400, body, "--json");

        text.Error.Should().NotContain(bad[..1]).And.Contain("é");
        json.Output.Should().MatchRegex(@"^[\x0a\x0d\x20-\x7e]*$");
        ((string)JObject.Parse(json.Output)["error"]!["server_message"]!).Should().EndWith("é");
    }

    [Test]
    public async Task A_long_revised_prompt_is_one_line()
    {
        var prompt = string.Join(' ', Enumerable.Repeat("otter", 500));

        var result = await RespondAsync(
            200, $$"""{"data":[{"b64_json":"{{TestImages.Png}}","revised_prompt":"{{prompt}}"}]}""", "--no-validate");

        result.Output.Split(Environment.NewLine).Should().Contain($"Revised prompt: {prompt}");
    }

    [Test]
    public async Task A_long_error_is_one_line()
    {
        var message = string.Join(' ', Enumerable.Repeat("otter", 500));

        var result = await RespondAsync(400, $$$"""{"error":{"message":"{{{message}}}"}}""", "--no-validate");

        result.Error.Split(Environment.NewLine).Should().Contain(message);
    }

    [Test]
    public async Task The_cause_of_a_failed_tls_connection_is_named()
    {
        await using var server = new FaultServer(async connection =>
        {
            await connection.SendAsync("no TLS at all\n\n");
            connection.Close();
        });
        _cli.Environment["OPENAI_API_KEY"] = "any";

        var result =
            await _cli.RunAsync("otter", "--endpoint", $"https://localhost:{server.Port}", "--max-retries", "0");

        result.ExitCode.Should().Be(1);
        result.Error.Should().NotContain("inner exception")
            .And.MatchRegex("SSL connection could not be established: .{10}");
    }

    [Test]
    public async Task An_endpoint_on_this_machine_needs_no_key()
    {
        _cli.Environment.Remove("OPENAI_API_KEY");
        await using var server = new FaultServer(
            connection => connection.RespondAsync(200, $$"""{"data":[{"b64_json":"{{TestImages.Png}}"}]}"""));

        var result = await _cli.RunAsync("otter", "--endpoint", server.Endpoint.ToString(), "-o", "otter.png");

        result.ExitCode.Should().Be(0, result.Error);
        server.Requests.Single().Should().NotContain("Authorization");
    }

    private async Task<(CliResult Result, string Url)> RunWithBrokenUrlAsync(params string[] options)
    {
        await using var images = new FaultServer(connection => connection.RespondAsync(404, "gone", "text/plain"));
        var url = $"{images.Endpoint}b.png";
        const string Image = $$"""{"b64_json":"{{TestImages.Png}}"}""";
        var body = $$"""{"data":[{{Image}},{"url":"{{url}}"},{{Image}}]}""";
        return (await RespondAsync(200, body, ["--n", "3", .. options]), url);
    }

    private Task<CliResult> RespondAsync(
        int status, string body, string option, string contentType = "application/json") =>
        RespondAsync(status, body, [option], contentType);

    private async Task<CliResult> RespondAsync(
        int status, string body, string[] options, string contentType = "application/json")
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(status, body, contentType));
        _cli.Environment["OPENAI_API_KEY"] = FaultClient.Key;
        return await _cli.RunAsync(
            ["otter", "--endpoint", server.Endpoint.ToString(), "-o", "otter.png", "--max-retries", "0", .. options]);
    }
}
