using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using OpenAIImages.Emulator;

namespace OpenAIImages.Cli.Tests;

/// <summary>The requests of the command line: parameters, endpoint and key.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CliRequestTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Test]
    public async Task Each_option_is_sent_as_its_parameter()
    {
        var sent = await SendAsync("""
            --model my-own --n 2 --size 640x480 --quality hd --style vivid --response-format b64_json --user ada
            --background opaque --output-format png --output-compression 80 --moderation low --complexity high
            --frame-count 8 --frame-duration-ms 100 --svg-model gpt-6 --svg-reasoning-effort low --safety-identifier 42
            --set seed=7 --set loras=["a","b"] --set scheduler=ddim
            """);

        ShouldEqual(sent, """
            {
              "prompt": "otter", "model": "my-own", "n": 2, "size": "640x480", "quality": "hd", "style": "vivid",
              "response_format": "b64_json", "user": "ada", "background": "opaque", "output_format": "png",
              "output_compression": 80, "moderation": "low", "complexity": "high",
              "frame_count": 8, "frame_duration_ms": 100,
              "svg": { "model": "gpt-6", "reasoning": { "effort": "low" } }, "safety_identifier": "42",
              "seed": 7, "loras": ["a", "b"], "scheduler": "ddim"
            }
            """);
    }

    [TestCase("--stream", """{"stream": true}""")]
    [TestCase("--partial-images 3", """{"stream": true, "partial_images": 3}""")]
    [TestCase("--no-validate --n 99", """{"n": 99}""")]
    [TestCase("", "{}")]
    public async Task Options_that_are_not_given_are_not_sent(string options, string expected)
    {
        var sent = await SendAsync(options);

        sent.Remove("prompt");
        sent.Remove("model");
        ShouldEqual(sent, expected);
    }

    [Test]
    public async Task Help_lists_an_option_for_each_parameter()
    {
        var help = (await _cli.RunAsync("--help")).Output;

        var names = JObject.Parse(EveryParameter().ToJson()).Properties().Select(property => property.Name);
        var options = Regex.Matches(help, "--[a-z-]+").Select(match => match.Value).ToHashSet();
        names.Except(["prompt", "svg"]).Select(name => $"--{name.Replace('_', '-')}").Should().BeSubsetOf(options);
        options.Should().Contain(["--svg-model", "--svg-reasoning-effort"]);
    }

    [Test]
    public async Task Key_and_endpoint_are_read_from_the_environment()
    {
        string? authorization = null;
        await using var server = await ImagesEmulator.StartAsync(new ImagesEmulatorOptions
        {
            Intercept = (context, next) =>
            {
                authorization ??= context.Request.Headers.Authorization;
                return next(context);
            },
        });
        _cli.Environment["OPENAI_API_KEY"] = "sk-from-the-environment";
        _cli.Environment["OPENAI_BASE_URL"] = server.Endpoint.ToString();

        var result = await _cli.RunAsync("otter", "--size", "1024x640", "-o", "otter.png");

        result.ExitCode.Should().Be(0, result.Error);
        authorization.Should().Be("Bearer sk-from-the-environment");
    }

    [Test]
    public async Task Unencrypted_http_is_allowed_with_its_option()
    {
        // An address that is not loopback, and that nothing is ever sent to.
        _cli.Environment["OPENAI_API_KEY"] = "any";

        var result = await _cli.RunAsync(
            "otter", "--endpoint", "http://0.0.0.0:9/v1", "--allow-insecure-endpoint", "--max-retries", "0");

        result.ExitCode.Should().Be(1, "the call was made, and failed");
        result.Error.Should().NotContain("unencrypted");
    }

    private static CreateImageRequest EveryParameter()
    {
        var request = new CreateImageRequest();
        foreach (var property in typeof(CreateImageRequest).GetProperties().Where(property => property.CanWrite))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            property.SetValue(request, type == typeof(string) ? "x" : Activator.CreateInstance(type));
        }
        return request;
    }

    private static void ShouldEqual(JObject sent, string expected) =>
        JToken.DeepEquals(sent, JObject.Parse(expected)).Should().BeTrue($"this was sent: {sent}");

    /// <summary>Returns the body that a server receives.</summary>
    private async Task<JObject> SendAsync(string options)
    {
        var body = "";
        await using var server = await ImagesEmulator.StartAsync(new ImagesEmulatorOptions
        {
            Intercept = async (context, _) =>
            {
                using var reader = new StreamReader(context.Request.Body);
                body = await reader.ReadToEndAsync();
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
            },
        });
        _cli.Environment["OPENAI_API_KEY"] = "any";
        var words = options.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var result = await _cli.RunAsync(["otter", "--endpoint", server.Endpoint.ToString(), .. words]);
        result.ExitCode.Should().Be(1, result.Error);
        return JObject.Parse(body);
    }
}
