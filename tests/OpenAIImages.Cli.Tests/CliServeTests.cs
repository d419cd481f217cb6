using System.Net.Http.Headers;
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
    public async Task Serve_responds_until_Ctrl_C()
    {
        using var process = _cli.Start("serve", "--port", "0", "--deployment", "drawings=dall-e-2");
        var greeting = await process.StandardOutput.ReadLineAsync();
        var address = new Uri(Regex.Match(greeting!, @"http://127\.0\.0\.1:\d+/v1/").Value);
        using (var client = new ImagesClient(new ImagesClientOptions { ApiKey = "any", Endpoint = address }))
        {
            var response = await client.CreateImageAsync(
                new CreateImageRequest { Prompt = "otter", Model = "drawings", Size = "256x256" });
            response.Data.Should().ContainSingle();
        }

        CliProcess.PressCtrlC(process);

        var result = await CliProcess.FinishAsync(process);
        result.ExitCode.Should().Be(130);
        result.Output.Should().Contain("Ctrl-C");
        result.Error.Should().BeEmpty();
    }

    [TestCase(true)]
    [TestCase(false)]
    [Platform(Exclude = "Win", Reason = "Windows has no signals.")]
    public async Task Serve_prints_the_address_of_the_page_unless_there_is_none(bool hasPage)
    {
        string[] more = hasPage ? [] : ["--no-page"];
        using var process = _cli.Start(["serve", "--port", "0", .. more]);
        var greeting = await process.StandardOutput.ReadLineAsync();
        var address = Regex.Match(greeting!, @"http://127\.0\.0\.1:\d+/").Value;
        using var http = new HttpClient();
        using var page = await http.GetAsync(new Uri(address));

        CliProcess.PressCtrlC(process);

        var result = await CliProcess.FinishAsync(process);
        result.Output.Contains($"open {address}", StringComparison.Ordinal).Should().Be(hasPage, result.Output);
        ((int)page.StatusCode).Should().Be(hasPage ? 200 : 404);
    }

    [TestCase("drawings")]
    [TestCase("=dall-e-2")]
    [TestCase("drawings=")]
    public async Task Serve_with_an_invalid_deployment_is_wrong_usage(string deployment)
    {
        var result = await _cli.RunAsync("serve", "--port", "0", "--deployment", deployment);

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("--deployment requires name=model");
    }

    [Test]
    public async Task Serve_with_a_deployment_of_an_unknown_model_is_wrong_usage()
    {
        var result = await _cli.RunAsync("serve", "--port", "0", "--deployment", "drawings=foo");

        result.ExitCode.Should().Be(2);
        result.Error.Should().Be("error: The deployment 'drawings' has the unknown model 'foo'.\n");
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has no signals.")]
    public async Task Serve_with_faults_refuses_delays_and_fails()
    {
        using var process = _cli.Start(
            "serve", "--port", "0", "--images-per-minute", "3", "--requests-per-minute", "100", "--latency", "1ms..2ms",
            "--fail", "429:0", "--fail", "status=503; retry-after=2; body=a: b:1", "--seed", "7");
        var greeting = await process.StandardOutput.ReadLineAsync();
        using var http = new HttpClient();
        http.BaseAddress = new Uri(Regex.Match(greeting!, @"http://127\.0\.0\.1:\d+/v1/").Value);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "any");

        using var failed = await PostAsync(n: 2);
        using var refused = await PostAsync(n: 2);
        CliProcess.PressCtrlC(process);
        await CliProcess.FinishAsync(process);

        ((int)failed.StatusCode, (int)refused.StatusCode).Should().Be((503, 429));
        (await failed.Content.ReadAsStringAsync()).Should().Be("a: b");
        failed.Headers.GetValues("x-ratelimit-remaining-requests").Should().Equal("99");
        failed.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(2));
        refused.Headers.RetryAfter!.Delta.Should().BePositive();

        Task<HttpResponseMessage> PostAsync(int n) => http.PostAsync("images/generations", new StringContent(
            $$"""{"prompt": "otter", "model": "dall-e-2", "n": {{n}}}"""));
    }

    [TestCase("--latency", "soon", "--latency: latency must be a time up to one day, such as '500ms', '20s'")]
    [TestCase("--latency", "1s; status=503", "not '1s, status=503'")]
    [TestCase("--images-per-minute", "0", "--images-per-minute requires a whole number from 1")]
    [TestCase("--requests-per-minute", "x", "--requests-per-minute requires a whole number from 1")]
    [TestCase("--fail", "99", "--fail: status must be a number from 200 to 599, not '99'.")]
    [TestCase("--fail", "429:1.5", "--fail: probability must be from 0 to 1, not 1.5.")]
    [TestCase("--fail", "429:NaN", "--fail: probability must be from 0 to 1, not NaN.")]
    [TestCase("--fail", "429:-Infinity", "--fail: probability must be from 0 to 1, not -Infinity.")]
    [TestCase("--fail", "429:x", "--fail: Unknown fault '429:x'.")]
    [TestCase("--fail", "", "--fail: status must be a number")]
    [TestCase("--fail", ":0.5", "--fail: status must be a number")]
    [TestCase("--fail", "drop=never:0.5", "--fail: drop must be before-response, before-body, within-body or after")]
    [TestCase("--seed", "0.5", "--seed requires a whole number")]
    public async Task Serve_with_an_invalid_fault_is_wrong_usage(string option, string value, string error)
    {
        var result = await _cli.RunAsync("serve", "--port", "0", option, value);

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain(error);
    }

    [Test]
    public async Task Serve_help_documents_the_faults()
    {
        var result = await _cli.RunAsync("serve", "--help");

        result.ExitCode.Should().Be(0);
        result.Output.Should().ContainAll(
            "x-emulator-fault", "--latency", "--images-per-minute", "--requests-per-minute", "--fail", "--seed");
    }

    [Test]
    public async Task Serve_on_a_port_in_use_fails()
    {
        await using var other = await OpenAIImages.Emulator.ImagesEmulator.StartAsync();

        var result = await _cli.RunAsync("serve", "--port", $"{other.Endpoint.Port}");

        result.ExitCode.Should().Be(1);
        result.Error.Should().StartWith("error: ").And.Contain("in use");
    }
}
