using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Conventions.Tests.Build;

/// <summary>
/// A parameter that is added to the spec is an option of the command line after the next build, with any description.
/// </summary>
[Category("Build")]
public sealed class CommandLineTests : IDisposable
{
    private const string Spec = "spec/openai-images.yaml";
    private const string Project = "src/OpenAIImages.Cli";

    private const string Parameters = """
                mood:
                  allOf: [$ref: '#/components/schemas/ImageMood']
                  description: "The mood of \"images\": 100% {{ foggy }} {% assign x = 1 %}
                    */ </summary> & \\ \"\"\"\n#error x"
                brush_size:
                  type: integer
                  format: int32
                  description: The size of the brush.
                glossy:
                  type: boolean
                  description: Whether the images are glossy.
                seed:
                  type: integer
                  format: int64
                  description: The seed.
                  x-model-rules:
                    every-model: { minimum: 0 }
                timeout:
                  type: integer
                  format: int32
                  description: How long the server may draw.
                paper:
                  allOf: [$ref: '#/components/schemas/ImagePaper']
                  description: The paper.
                svg:
        """;

    private const string Schemas = """
            ImageMood:
              type: string
              description: Represents a mood.
              enum: [calm, 'wi"ld\']
              x-enumNames: [Calm, Wild]
              x-enumDescriptions: [Calm., '</summary> {{ wild }} */ & "']

            ImagePaper:
              type: object
              description: Describes paper.
              x-parameters: true
              properties:
                grain_size:
                  type: string
                  description: The size of the grain.

            SvgOptions:
        """;

    private readonly RepositoryCopy _copy = new("src/OpenAIImages.Batch", "src/OpenAIImages.Emulator", Project);

    public void Dispose() => _copy.Dispose();

    [Test]
    public async Task A_parameter_of_the_spec_is_an_option_and_is_sent()
    {
        await _copy.ReplaceFirstAsync(Spec, "        svg:\n", Parameters.ReplaceLineEndings("\n") + "\n");
        await _copy.ReplaceFirstAsync(Spec, "    SvgOptions:\n", Schemas.ReplaceLineEndings("\n") + "\n");
        var built = await _copy.DotnetAsync("build", Project, "-m:2");
        built.ExitCode.Should().Be(0, built.Output);

        var help = (await RunAsync("--help")).Output;

        Regex.Replace(help, @"\s+", " ").Should().Contain(
            "--mood <mood> The mood of \"images\": 100% {{ foggy }} {% assign x = 1 %} "
            + "*/ </summary> & \\ \"\"\" #error x "
            + "Known values: calm, wi\"ld\\.");
        help.Should().MatchRegex(@"--brush-size <number> +The size of the brush\.");
        help.Should().MatchRegex(@"--glossy +Whether the images are glossy\.");
        help.Should().MatchRegex(@"--request-timeout <number> +How long the server may draw\.");
        help.Should().MatchRegex(@"--paper-grain-size <size> +The size of the grain\.");
        (await SendAsync(
            "--mood", "wi\"ld\\", "--brush-size", "7", "--glossy", "--request-timeout", "5",
            "--seed", "7", "--paper-grain-size", "fine"))
            .ShouldBeJson(JObject.Parse("""
                {
                    "prompt": "otter", "model": "my-own", "mood": "wi\"ld\\", "brush_size": 7, "glossy": true,
                    "seed": 7, "timeout": 5, "paper": { "grain_size": "fine" }
                }
                """));
        (await RunAsync("otter", "--brush-size", "many")).Output.Should().Contain("--brush-size requires a whole");
        (await RunAsync("otter", "-m", "my-own", "--endpoint", "http://127.0.0.1:9", "--seed", "-1")).Output
            .Should().Contain("Every model takes --seed of at least 0, not -1.");
    }

    private async Task<string> SendAsync(params string[] options)
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(400, "{}"));
        await RunAsync(["otter", "-m", "my-own", "--endpoint", server.Endpoint.ToString(), .. options]);
        var request = server.Requests.Should().ContainSingle().Subject;
        return request[request.IndexOf('{', StringComparison.Ordinal)..];
    }

    private Task<BuildResult> RunAsync(params string[] arguments) =>
        _copy.RunAsync([Path.Combine(Project, "bin/Debug/net10.0/openai-images.dll"), .. arguments]);
}
