using System.Text.RegularExpressions;

namespace OpenAIImages.Cli.Tests;

/// <summary><c>openai-images serve</c>.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CliServeTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has no signals.")]
    public async Task ItServesUntilCtrlC()
    {
        using var process = _cli.Start("serve", "--port", "0", "--deployment", "drawings=dall-e-2");
        var greeting = await process.StandardOutput.ReadLineAsync();
        var address = new Uri(Regex.Match(greeting!, @"http://127\.0\.0\.1:\d+/v1/").Value);
        using (var client = new ImagesClient(new ImagesClientOptions { ApiKey = "any", Endpoint = address }))
        {
            var answer = await client.CreateImageAsync(
                new CreateImageRequest { Prompt = "otter", Model = "drawings", Size = "256x256" });
            answer.Data.Should().ContainSingle();
        }

        CliProcess.PressCtrlC(process);

        var result = await CliProcess.FinishAsync(process);
        result.ExitCode.Should().Be(130);
        result.Output.Should().Contain("Ctrl-C");
        result.Error.Should().BeEmpty();
    }

    [TestCase("drawings")]
    [TestCase("=dall-e-2")]
    [TestCase("drawings=")]
    public async Task Serve_with_a_deployment_that_is_none_is_wrong_usage(string deployment)
    {
        var result = await _cli.RunAsync("serve", "--port", "0", "--deployment", deployment);

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("--deployment wants name=model");
    }

    [Test]
    public async Task ATakenPortIsAFailure()
    {
        await using var other = await OpenAIImages.Emulator.ImagesEmulator.StartAsync();

        var result = await _cli.RunAsync("serve", "--port", $"{other.Endpoint.Port}");

        result.ExitCode.Should().Be(1);
        result.Error.Should().StartWith("error: ").And.Contain("in use");
    }
}
