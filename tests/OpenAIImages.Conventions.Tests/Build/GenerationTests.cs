namespace OpenAIImages.Conventions.Tests.Build;

/// <summary>When a build runs NSwag, and what it generates. Builds stop before compilation, to be quick.</summary>
[Category("Build")]
public sealed class GenerationTests : IDisposable
{
    private const string Project = "src/OpenAIImages.Generated";
    private const string Generated = Project + "/obj/Generated/ImagesClient.g.cs";
    private const string Spec = "spec/openai-images.yaml";
    private const string Settings = "nswag.json";
    private const string Template = "build/templates/Class.liquid";

    private readonly RepositoryCopy _copy = new();
    private byte[] _good = [];
    private DateTime _generatedAt;

    [OneTimeSetUp]
    public async Task GenerateFromScratchAsync()
    {
        var restored = await _copy.DotnetAsync("restore", Project);
        restored.ExitCode.Should().Be(0, restored.Output);
        var built = await BuildAsync();
        built.ExitCode.Should().Be(0, built.Output);
        built.TimesGenerated.Should().Be(1, "three target frameworks share one file");
        _good = await File.ReadAllBytesAsync(_copy.PathOf(Generated));
        _generatedAt = File.GetLastWriteTimeUtc(_copy.PathOf(Generated));
    }

    public void Dispose() => _copy.Dispose();

    /// <summary>Restores all inputs and outputs with their times, by which a build decides what is newer.</summary>
    [SetUp]
    public async Task ResetAsync()
    {
        foreach (var file in new[] { Spec, Settings, Template })
        {
            _copy.Reset(file);
        }

        await File.WriteAllBytesAsync(_copy.PathOf(Generated), _good);
        File.SetLastWriteTimeUtc(_copy.PathOf(Generated), _generatedAt);
    }

    [Test]
    public async Task Build_with_unchanged_inputs_does_not_run_NSwag() =>
        (await BuildAsync()).TimesGenerated.Should().Be(0);

    [TestCase(Spec, "# a comment")]
    [TestCase(Settings, " ")]
    [TestCase(Template, "// a line of the template")]
    public async Task Build_with_a_changed_input_runs_NSwag_once(string input, string addition)
    {
        await File.AppendAllTextAsync(_copy.PathOf(input), "\n" + addition + "\n");

        (await BuildAsync()).TimesGenerated.Should().Be(1);
    }

    [Test]
    public async Task Build_with_the_same_inputs_generates_the_same_bytes()
    {
        File.Delete(_copy.PathOf(Generated));

        await BuildAsync();

        (await File.ReadAllBytesAsync(_copy.PathOf(Generated))).Should().Equal(_good);
    }

    [TestCase("paths:", "paths: [", "While parsing")]
    [TestCase("#/components/schemas/", "#/components/schemas/Absent", "Could not resolve")]
    [TestCase("openapi: 3.0.3", "swagger: '2.0'", "no OpenAPI 3.0 document")]
    public async Task Build_with_a_broken_spec_is_one_error_and_keeps_the_last_output(
        string right, string wrong, string reason)
    {
        var spec = await File.ReadAllTextAsync(_copy.PathOf(Spec));
        await File.WriteAllTextAsync(_copy.PathOf(Spec), spec.Replace(right, wrong, StringComparison.Ordinal));

        var built = await BuildAsync();

        built.ExitCode.Should().NotBe(0);
        built.Errors.Should().ContainSingle().Which.Should().Contain("openai-images.yaml").And.Contain(reason);
        (await File.ReadAllBytesAsync(_copy.PathOf(Generated))).Should().Equal(_good);
    }

    [Test]
    public async Task Build_escapes_a_description_that_could_end_a_comment_or_a_string()
    {
        const string hostile = """A size */ "; Break(); \ </summary> & {0} <b> of the images.""";
        var spec = await File.ReadAllTextAsync(_copy.PathOf(Spec));
        var changed = spec
            .Replace(
                "description: The background of the images; `auto` by default.", $"description: '{hostile}",
                StringComparison.Ordinal)
            .Replace("the format `png` or `webp`.\n", "the format.'\n", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_copy.PathOf(Spec), changed);

        var built = await BuildAsync();

        built.ExitCode.Should().Be(0, built.Output);
        var code = await File.ReadAllTextAsync(_copy.PathOf(Generated));
        var root = Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(code);
        root.GetDiagnostics().Should().BeEmpty();
        code.Should().Contain("&lt;/summary&gt; &amp; {0} &lt;b&gt;").And.NotContain("\"; Break(); \\ </summary>");
    }

    /// <summary>Runs the outer build, for all target frameworks in parallel, up to the compilation.</summary>
    private Task<BuildResult> BuildAsync() => _copy.DotnetAsync(
        "build", Project, "--no-restore", "-m", "-t:DispatchToInnerBuilds", "-p:InnerTargets=GenerateClient");
}
