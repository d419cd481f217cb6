using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using OpenAIImages.Emulator;

namespace OpenAIImages.Cli.Tests;

/// <summary>Exit codes and messages of the command line when it fails; it leaves no files behind.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CliFailureTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [TestCase("--bogus", "--bogus")]
    [TestCase("--n two", "--n requires a whole number, not 'two'")]
    [TestCase("--timeout 0", "--timeout requires a whole number from 1 to 86400")]
    [TestCase("--max-retries -1", "--max-retries requires a whole number from 0")]
    [TestCase("--set seed", "--set requires name=value")]
    [TestCase("--emulator --endpoint http://127.0.0.1:1", "cannot be used together")]
    [TestCase("--emulator -o missing/otter.png", "The folder missing does not exist")]
    [TestCase("--endpoint otter", "--endpoint is not an absolute URL")]
    [TestCase("--endpoint http://images.example.com/v1", "unencrypted http")]
    [TestCase("serve", "serve takes no prompt")]
    public async Task Wrong_usage_is_explained(string options, string expected)
    {
        _cli.Environment["OPENAI_API_KEY"] = "any";

        var result = await _cli.RunAsync(["otter", .. options.Split(' ')]);

        result.ExitCode.Should().Be(2);
        result.Error.Should().StartWith("error: ").And.Contain(expected);
        result.Output.Should().BeEmpty();
        _cli.Files.Should().BeEmpty();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_redirect_is_explained_with_the_option_for_the_address(bool isJson)
    {
        await using var server = new FaultServer(
            connection => connection.RespondAsync(308, "", headers: "Location: https://new.example.com/v1\r\n"));
        string[] json = isJson ? ["--json"] : [];

        var result = await _cli.RunAsync(["otter", "--endpoint", $"{server.Endpoint}", .. json]);

        result.ExitCode.Should().Be(1);
        (isJson ? result.Output : result.Error).Should()
            .Contain("The server redirects to new.example.com. Set --endpoint to the new address.");
    }

    [Test]
    public async Task Missing_key_is_explained()
    {
        var result = await _cli.RunAsync("otter");

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("OPENAI_API_KEY");
    }

    [Test]
    public async Task Malformed_key_is_not_printed()
    {
        _cli.Environment["OPENAI_API_KEY"] = "sk-secret\nhello";

        var result = await _cli.RunAsync("otter");

        result.ExitCode.Should().Be(2);
        (result.Output + result.Error).Should().NotContain("sk-secret");
    }

    [Test]
    public async Task Violations_are_printed_as_a_table()
    {
        var result = await _cli.RunAsync(
            "otter", "--emulator", "-m", "dall-e-3", "--n", "2", "--size", "1024x640", "--background", "opaque");

        result.ExitCode.Should().Be(2);
        _cli.Files.Should().BeEmpty();
        var rows = result.Error.Split('\n')
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        rows[0].Should().Equal("Option", "Value", "What is allowed");
        var violations = rows.Skip(2).ToList();
        violations.Select(row => $"{row[0]} {row[1]}").Should().BeEquivalentTo(
            "--n 2", "--size 1024x640", "--background opaque");
        violations.Should().OnlyContain(row => row[2].Contains(row[0], StringComparison.Ordinal));
    }

    [Test]
    public async Task Violations_on_the_console_name_options_of_the_command_line()
    {
        var result = await _cli.RunAsync(
            "otter", "--emulator", "-m", "gpt-image-2.6-sunburst", "--svg-model", "x", "--output-compression", "50");

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("--output-format").And.NotContain("output_").And.NotContain("svg.model");
    }

    [Test]
    public async Task Violations_are_printed_as_json_with_the_json_option()
    {
        var result = await _cli.RunAsync("otter", "--emulator", "--json", "-m", "dall-e-3", "--n", "2");

        result.ExitCode.Should().Be(2);
        var violation = JObject.Parse(result.Output)["violations"]!.Single();
        ((string)violation["parameter"]!).Should().Be("n");
        ((string)violation["code"]!).Should().Be("invalid_value");
        ((string)violation["message"]!).Should().NotBeEmpty();
    }

    [Test]
    public async Task Error_of_the_server_is_printed()
    {
        var result = await _cli.RunAsync("otter", "--emulator", "--no-validate", "--n", "11");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("400").And.Contain("integer_above_max_value").And.Contain("for n");
        _cli.Files.Should().BeEmpty();
    }

    [Test]
    public async Task Error_of_the_server_is_printed_as_json_with_the_json_option()
    {
        var result = await _cli.RunAsync("otter", "--emulator", "--json", "--no-validate", "--n", "11");

        result.ExitCode.Should().Be(1);
        var error = JObject.Parse(result.Output)["error"]!;
        ((int)error["status"]!).Should().Be(400);
        ((string)error["code"]!).Should().Be("integer_above_max_value");
        ((string)error["param"]!).Should().Be("n");
        ((string)error["request_id"]!).Should().StartWith("req_");
    }

    [Test]
    public async Task Unreachable_server_is_a_failed_call()
    {
        _cli.Environment["OPENAI_API_KEY"] = "any";
        var endpoint = $"http://127.0.0.1:{FreePort()}/v1";

        var result = await _cli.RunAsync("otter", "--endpoint", endpoint, "--max-retries", "0", "-o", "otter.png");

        result.ExitCode.Should().Be(1);
        result.Error.Should().StartWith("error: ");
        _cli.Files.Should().BeEmpty();
    }

    [Test]
    public async Task Control_characters_of_the_server_are_not_printed()
    {
        await using var server = await ImagesEmulator.StartAsync(new ImagesEmulatorOptions
        {
            Intercept = async (context, _) =>
            {
                context.Response.StatusCode = 400;
                await context.Response.WriteAsync("""{"error": {"message": "\u001b[2Jhello"}}""");
            },
        });
        _cli.Environment["OPENAI_API_KEY"] = "any";

        var result = await _cli.RunAsync("otter", "--endpoint", server.Endpoint.ToString());

        result.Error.Should().Contain("[2Jhello").And.NotContain("\u001b");
    }

    [TestCase()]
    [TestCase("--stream")]
    [TestCase("--json")]
    [Platform(Exclude = "Win", Reason = "Windows has no signals.")]
    public async Task Ctrl_C_cancels_the_call_and_leaves_no_file(params string[] more)
    {
        var asked = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        await using var server = await ImagesEmulator.StartAsync(new ImagesEmulatorOptions
        {
            Intercept = async (context, _) =>
            {
                // The beginning of an image, and no more.
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("""{"data": [{"b64_json": "iVBORw0KGgo""");
                context.RequestAborted.Register(gone.SetResult);
                asked.SetResult();
                await gone.Task;
            },
        });
        _cli.Environment["OPENAI_API_KEY"] = "any";

        using var process = _cli.Start(["otter", "--endpoint", server.Endpoint.ToString(), "-o", "otter.png", .. more]);
        process.StandardInput.Close();
        await asked.Task;
        CliProcess.PressCtrlC(process);
        var result = await CliProcess.FinishAsync(process);

        result.ExitCode.Should().Be(130);
        await gone.Task;
        _cli.Files.Should().BeEmpty();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
