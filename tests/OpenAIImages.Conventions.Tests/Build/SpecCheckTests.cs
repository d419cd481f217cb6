namespace OpenAIImages.Conventions.Tests.Build;

/// <summary>A spec that could inject code, or that refers to other files, is rejected before it is used.</summary>
[Category("Build")]
public sealed class SpecCheckTests : IDisposable
{
    private const string Spec = "spec/openai-images.yaml";
    private const string Project = "src/OpenAIImages.Generated";

    // Each: a text of the spec, what replaces it, and what the error says.
    private static readonly (string Text, string Replacement, string Error)[] Mistakes =
    [
        ("max-characters: 1000 }", "max-characters: \"1000 + System.Environment.Exit(1)\" }",
            "dall-e-2/max-characters is '1000 + System.Environment.Exit(1)'"),
        ("{ minimum: 1 }", "{ minimum: [1, x] }", "minimum is 'x'"),
        ("not-blank: true }", "not-blank: \"true;\" }", "not-blank is 'true;'"),
        ("dall-e-3: { maximum: 1 }", "dall-e-3: { maximal: 1 }", "dall-e-3/maximal is unknown"),
        ("dall-e-2: { maximum: 10 }", "\"dall-e-2\\\"\": { maximum: 10 }", "x-model-rules/dall-e-2\" is 'dall-e-2\"'"),
        ("multiple-of: 16,", "multiple-of: \"16) //\",", "dimensions/multiple-of is '16) //'"),
        ("[{ when: [true], parameter: output_format", "[{ when: [true], parameter: \"a\\\", \"",
            "needs/[]/parameter is 'a\", '"),
        ("x-name: Bytes", "x-name: 'Bytes { get; } //'", "b64_json/x-name is 'Bytes { get; } //'"),
        ("- DallE2\n", "- DallE2 => throw null\n", "x-enumNames is 'DallE2 => throw null'"),
        ("x-enumNames: [Vivid, Natural]", "x-enumNames: [Vivid]", "enum has 2 values, but 1 x-enumNames"),
        ("models: [gpt-image-2]\n", "models: ['gpt-image-2\"']\n", "gpt-image-2/models is 'gpt-image-2\"'"),
        ("base64-only: true", "base64-only: maybe", "base64-only is 'maybe'"),
        ("x-model-families:\n", "x-model-familys: {}\n      x-model-families:\n",
            "x-model-familys is an unknown extension"),
        ("operationId: createImage", "operationId: createImage()", "post/operationId is 'createImage()'"),
        ("        revised_prompt:", "        revised prompt:", "properties/revised prompt is 'revised prompt'"),
        ("    ErrorResponse:\n      type", "    Error.Response:\n      type",
            "schemas/Error.Response is 'Error.Response'"),
        ("$ref: '#/components/schemas/ModerationDetails'", "$ref: 'http://127.0.0.1:9/spec.yaml#/X'",
            "$ref is 'http://127.0.0.1:9/spec.yaml#/X'"),
        ("$ref: '#/components/schemas/SvgUsage'", "$ref: '../other.yaml'", "$ref is '../other.yaml'"),
        ("image_generation.completed: '#/components/schemas/ImageGenCompletedEvent'",
            "image_generation.completed: 'https://127.0.0.1:9/x'",
            "image_generation.completed is 'https://127.0.0.1:9/x'"),
        ("description: The message of the error.", "description: \"A\\u2028break\"",
            "description has a control character or a line separator"),
        ("          description: The number of images; 1 by default.", "          <<: {}\n          description: x",
            "merges a mapping"),
        ("x-parameters: true\n      # x-model-rules", "x-parameters: 'true }'\n      # x-model-rules",
            "x-parameters is 'true }'"),
        ("'504': { $ref", "'50x': { $ref", "responses/50x is '50x'"),
        ("          example: png\n", "          example: png\n          title: A title\n", "title is 'A title'"),
        ("        style:\n          allOf",
            "        example:\n          x-name: 'a b'\n        style:\n          allOf",
            "properties/example/x-name is 'a b'"),
        ("            dall-e-3: { values: [vivid, natural] }", "            - [dall-e-3, { maximum: x }]",
            "style/x-model-rules must be a mapping"),
        ("        frame_count:\n          type: integer", "        frame_count:\n          type: number",
            "frame_count/type is 'number'"),
        ("        user:\n          type: string", "        user:\n          type: array", "user/type is 'array'"),
    ];

    private readonly RepositoryCopy _copy = new();

    public void Dispose() => _copy.Dispose();

    [Test]
    public async Task Build_with_a_spec_that_would_become_other_code_names_each_place()
    {
        (await _copy.DotnetAsync("restore", Project)).ExitCode.Should().Be(0);
        foreach (var (text, replacement, _) in Mistakes) await _copy.ReplaceFirstAsync(Spec, text, replacement);

        var built = await _copy.DotnetAsync("build", Project, "--no-restore", "-t:GenerateClient", "-f", "net10.0");

        built.ExitCode.Should().NotBe(0);
        foreach (var (_, _, error) in Mistakes)
        {
            built.Errors.Should().ContainSingle(line => line.Contains(error, StringComparison.Ordinal), error)
                .Which.Should().MatchRegex(@"openai-images\.yaml\(\d+,\d+\): error SPEC001: ");
        }

        File.Exists(_copy.PathOf(Project + "/obj/Generated/ImagesClient.g.cs")).Should().BeFalse();
    }
}
