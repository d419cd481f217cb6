namespace OpenAIImages.Emulator.Tests;

/// <summary>Invalid parameters, which the emulator refuses as the API does.</summary>
public class ParameterErrorTests
{
    private const string Request = "invalid_request_error";
    private const string User = "image_generation_user_error";

    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _emulator = await EmulatorClient.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase("n", "0", "below", "Expected a value >= 1, but got 0 instead.")]
    [TestCase("n", "-3", "below", "Expected a value >= 1, but got -3 instead.")]
    [TestCase("n", "11", "above", "Expected a value <= 10, but got 11 instead.")]
    [TestCase("n", "9223372036854775808", "above", "Expected a value <= 10, but got 9223372036854775808 instead.")]
    [TestCase("n", "-9999999999999999999", "below", "Expected a value >= 1, but got -9999999999999999999 instead.")]
    [TestCase("output_compression", "101", "above", "Expected a value <= 100, but got 101 instead.")]
    [TestCase("output_compression", "-1", "below", "Expected a value >= 0, but got -1 instead.")]
    [TestCase("partial_images", "4", "above", "Expected a value <= 3, but got 4 instead.")]
    [TestCase("partial_images", "2000000000", "above", "Expected a value <= 3, but got 2000000000 instead.")]
    [TestCase("partial_images", "-1", "below", "Expected a value >= 0, but got -1 instead.")]
    public async Task Post_with_integer_out_of_range_returns_its_bound(
        string name, string value, string side, string words)
    {
        var error = await FailAsync($"\"{name}\": {value}");

        var (code, what) = side == "below"
            ? ("integer_below_min_value", "integer below minimum value")
            : ("integer_above_max_value", "integer above maximum value");
        error.Should().Be(new ErrorBody(Request, code, name, $"Invalid '{name}': {what}. {words}"));
    }

    [TestCase("n", "1.5", "an integer", "a decimal number")]
    [TestCase("n", "2.0", "an integer", "a decimal number")]
    [TestCase("n", "1e1", "an integer", "a decimal number")]
    [TestCase("n", "true", "an integer", "a boolean")]
    [TestCase("n", "\"2\"", "an integer", "a string")]
    [TestCase("n", "[1]", "an integer", "an array")]
    [TestCase("output_compression", "\"50\"", "an integer", "a string")]
    [TestCase("partial_images", "{}", "an integer", "an object")]
    [TestCase("size", "123", "a string", "an integer")]
    [TestCase("size", "[1024, 1024]", "a string", "an array")]
    [TestCase("quality", "1", "one of 'auto', 'low', 'medium', or 'high'", "an integer")]
    [TestCase("moderation", "false", "one of 'auto' or 'low'", "a boolean")]
    [TestCase("user", "7", "a string", "an integer")]
    [TestCase("safety_identifier", "{}", "a string", "an object")]
    [TestCase("stream", "\"yes\"", "a boolean", "a string")]
    [TestCase("stream", "1", "a boolean", "an integer")]
    public async Task Post_with_wrong_type_returns_invalid_type(
        string name, string value, string expected, string actual)
    {
        var error = await FailAsync($"\"{name}\": {value}");

        error.Should().Be(new ErrorBody(
            Request, "invalid_type", name,
            $"Invalid type for '{name}': expected {expected}, but got {actual} instead."));
    }

    [TestCase("""{"model": "gpt-image-2", "prompt": 123}""", "prompt", "an integer")]
    [TestCase("""{"model": "gpt-image-2", "prompt": null}""", "prompt", "null")]
    [TestCase("""{"model": "gpt-image-2", "prompt": ["otter"]}""", "prompt", "an array")]
    [TestCase("""{"model": null, "prompt": "otter"}""", "model", "null")]
    [TestCase("""{"model": 2, "prompt": "otter"}""", "model", "an integer")]
    [TestCase("""{"model": {}, "prompt": "otter"}""", "model", "an object")]
    [TestCase("""{"model": "foo", "prompt": true}""", "prompt", "a boolean")]
    public async Task Post_with_required_parameter_of_wrong_type_returns_invalid_type(
        string request, string parameter, string actual)
    {
        (await _emulator.FailAsync(request)).Should().Be(new ErrorBody(
            Request, "invalid_type", parameter,
            $"Invalid type for '{parameter}': expected a string, but got {actual} instead."));
    }

    [TestCase("""{"model": "gpt-image-2"}""", "prompt")]
    [TestCase("""{"model": "dall-e-3", "n": "two"}""", "prompt")]
    [TestCase("""{"prompt": "otter"}""", "model")]
    [TestCase("{}", "prompt")]
    [TestCase("""{"model": "gpt-image-2.6-flare", "prompt": "otter", "svg": {}}""", "svg.model")]
    public async Task Post_without_required_parameter_returns_missing_required_parameter(
        string request, string parameter)
    {
        (await _emulator.FailAsync(request)).Should().Be(new ErrorBody(
            Request, "missing_required_parameter", parameter, $"Missing required parameter: '{parameter}'."));
    }

    [Test]
    public async Task Post_with_empty_prompt_returns_empty_string()
    {
        (await _emulator.FailAsync("""{"model": "gpt-image-2", "prompt": ""}""")).Should().Be(new ErrorBody(
            Request, "empty_string", "prompt",
            "Invalid 'prompt': empty string. Expected a string with minimum length 1, "
            + "but got an empty string instead."));
    }

    [TestCase("dall-e-2", 1000)]
    [TestCase("dall-e-3", 4000)]
    [TestCase("gpt-image-2.6-flare", 32000)]
    public async Task Post_with_prompt_too_long_counts_characters(string model, int limit)
    {
        var prompt = string.Concat(Enumerable.Repeat("🦦", limit + 1));

        (await _emulator.FailAsync($$"""{"model": "{{model}}", "prompt": "{{prompt}}"}""")).Should().Be(new ErrorBody(
            Request, "string_above_max_length", "prompt",
            $"Invalid 'prompt': string too long. Expected a string with maximum length {limit}, "
            + $"but got a string with length {limit + 1} instead."));
    }

    [TestCase("gpt-image-2", "quality", "ultra", "'auto', 'low', 'medium', and 'high'")]
    [TestCase("gpt-image-2", "quality", "", "'auto', 'low', 'medium', and 'high'")]
    [TestCase("gpt-image-2", "quality", "max", "'auto', 'low', 'medium', and 'high'")]
    [TestCase("gpt-image-2.5-flare", "quality", "ultra", "'auto', 'low', 'medium', 'high', 'xhigh', and 'max'")]
    [TestCase("gpt-image-2-2026-04-21", "background", "bogus", "'auto', 'transparent', and 'opaque'")]
    [TestCase("chatgpt-image-latest", "moderation", "bogus", "'auto' and 'low'")]
    [TestCase("gpt-image-1-mini", "moderation", "AUTO", "'auto' and 'low'")]
    [TestCase("gpt-image-1", "size", "512x512", "'auto', '1024x1024', '1536x1024', and '1024x1536'")]
    [TestCase("gpt-image-1.5", "size", "bogus", "'auto', '1024x1024', '1536x1024', and '1024x1536'")]
    [TestCase("dall-e-2", "quality", "hd", "'standard'")]
    [TestCase("dall-e-3", "quality", "ultra", "'standard' and 'hd'")]
    [TestCase("dall-e-3", "style", "bogus", "'vivid' and 'natural'")]
    [TestCase("dall-e-3", "response_format", "bytes", "'url' and 'b64_json'")]
    public async Task Post_with_unknown_value_lists_the_values_of_the_model(
        string model, string name, string value, string supported)
    {
        var error = await _emulator.FailAsync(
            $$"""{"model": "{{model}}", "prompt": "otter", "{{name}}": "{{value}}"}""");

        error.Should().Be(new ErrorBody(
            Request, "invalid_value", name, $"Invalid value: '{value}'. Supported values are: {supported}."));
    }

    [TestCase("gpt-image-2", "output_format", "tiff")]
    public async Task Post_with_unknown_value_is_refused(string model, string name, string value)
    {
        var error = await _emulator.FailAsync(
            $$"""{"model": "{{model}}", "prompt": "otter", "{{name}}": "{{value}}"}""");

        error.Type.Should().Be(Request);
        error.Message.Should().NotBeEmpty();
    }

    [TestCase("gpt-image-2", "style", "\"vivid\"")]
    [TestCase("gpt-image-2", "style", "null")]
    [TestCase("gpt-image-2", "style", "7")]
    [TestCase("gpt-image-2", "response_format", "\"url\"")]
    [TestCase("gpt-image-1.5", "response_format", "null")]
    [TestCase("gpt-image-2.6-sunburst", "seed", "7")]
    [TestCase("dall-e-2", "style", "\"vivid\"")]
    [TestCase("dall-e-3", "background", "\"auto\"")]
    [TestCase("dall-e-3", "stream", "true")]
    [TestCase("foo", "seed", "7")]
    public async Task Post_with_unknown_parameter_returns_unknown_parameter(string model, string name, string value)
    {
        (await _emulator.FailAsync($$"""{"model": "{{model}}", "prompt": "otter", "{{name}}": {{value}}}"""))
            .Should().Be(new ErrorBody(Request, "unknown_parameter", name, $"Unknown parameter: '{name}'."));
    }

    [Test]
    public async Task Post_with_unknown_member_of_an_object_names_its_path()
    {
        var error = await _emulator.FailAsync(
            """{"model": "gpt-image-2.6-flare", "prompt": "otter", "svg": {"model": "m", "reasoning": {"much": 1}}}""");

        error.Should().Be(new ErrorBody(
            Request, "unknown_parameter", "svg.reasoning.much", "Unknown parameter: 'svg.reasoning.much'."));
    }

    [TestCase("9x9", "Width and height must both be divisible by 16.")]
    [TestCase("1024x1025", "Width and height must both be divisible by 16.")]
    [TestCase("bogus", "Expected WIDTHxHEIGHT, for example '1824x1024'.")]
    [TestCase("", "Expected WIDTHxHEIGHT, for example '1824x1024'.")]
    [TestCase("0x0", "Expected WIDTHxHEIGHT, for example '1824x1024'.")]
    [TestCase("16x0", "Expected WIDTHxHEIGHT, for example '1824x1024'.")]
    [TestCase("-1024x1024", "Expected WIDTHxHEIGHT, for example '1824x1024'.")]
    public async Task Post_with_invalid_free_size_says_what_a_size_is(string size, string reason)
    {
        (await FailAsync($"\"size\": \"{size}\""))
            .Should().Be(new ErrorBody(User, "invalid_value", "size", $"Invalid size '{size}'. {reason}"));
    }

    [TestCase("99999999999x16")]
    [TestCase("3856x1024")]
    [TestCase("3072x512")]
    public async Task Post_with_free_size_off_the_limits_of_the_model_is_refused(string size)
    {
        var error = await FailAsync($"\"size\": \"{size}\"");

        (error.Type, error.Code, error.Param).Should().Be((User, "invalid_value", "size"));
        error.Message.Should().StartWith($"Invalid size '{size}'. ");
    }

    [TestCase("dall-e-2", "1792x1024")]
    [TestCase("dall-e-3", "256x256")]
    [TestCase("dall-e-3", "bogus")]
    public async Task Post_with_unsupported_size_of_DallE_returns_invalid_size_without_a_parameter(
        string model, string size)
    {
        (await _emulator.FailAsync($$"""{"model": "{{model}}", "prompt": "otter", "size": "{{size}}"}"""))
            .Should().Be(new ErrorBody(Request, "invalid_size", null, "The size is not supported by this model."));
    }

    [TestCase("foo")]
    [TestCase("")]
    [TestCase("GPT-image-2")]
    [TestCase("gpt-image-2-turbo")]
    public async Task Post_with_unknown_model_says_that_it_does_not_exist(string model)
    {
        (await _emulator.FailAsync($$"""{"model": "{{model}}", "prompt": "otter"}"""))
            .Should().Be(new ErrorBody(User, "invalid_value", "model", $"The model '{model}' does not exist."));
    }

    [TestCase("")]
    [TestCase(""", "output_format": "png" """)]
    public async Task Post_with_compressed_png_returns_invalid_png_output_compression(string format)
    {
        (await FailAsync($"\"output_compression\": 50{format}")).Should().Be(new ErrorBody(
            User, "invalid_png_output_compression", "output_compression",
            "Compression less than 100 is not supported for PNG output format"));
    }

    [TestCase(""" "background": "transparent", "output_format": "jpeg" """, "background")]
    [TestCase(""" "partial_images": 1 """, "partial_images")]
    [TestCase(""" "partial_images": 1, "stream": false """, "partial_images")]
    public async Task Post_with_values_that_exclude_each_other_is_refused(string parameters, string parameter)
    {
        var error = await FailAsync(parameters);

        (error.Type, error.Code, error.Param).Should().Be((User, "invalid_value", parameter));
    }

    /// <summary>
    /// What is missing, what is unknown, types in the order of the spec, values in the order of the spec.
    /// </summary>
    [TestCase("""{"n": 0, "prompt": "otter", "bogus": 1}""", "model")]
    [TestCase("""{"n": 0, "prompt": "", "model": "gpt-image-2", "bogus": 1}""", "bogus")]
    [TestCase("""{"n": 0, "prompt": "", "model": "gpt-image-2", "stream": 1}""", "stream")]
    [TestCase("""{"n": 0, "prompt": "", "model": "gpt-image-2"}""", "prompt")]
    [TestCase("""{"quality": "ultra", "n": 0, "prompt": "otter", "model": "gpt-image-2"}""", "n")]
    [TestCase("""{"prompt": "otter", "model": "foo", "n": "2"}""", "n")]
    [TestCase("""{"prompt": "otter", "model": "foo", "n": 0}""", "model")]
    [TestCase("""{"prompt": "otter", "model": "gpt-image-2", "n": null, "partial_images": 4}""", "partial_images")]
    public async Task Post_with_several_errors_reports_the_one_that_the_API_finds_first(
        string request, string parameter)
    {
        (await _emulator.FailAsync(request)).Param.Should().Be(parameter);
    }

    [Test]
    public async Task Post_with_long_values_does_not_repeat_them_whole()
    {
        var text = new string('x', 100_000);

        (await FailAsync($"\"{text}\": 1")).Message.Length.Should().BeLessThan(200);
        (await FailAsync($"\"quality\": \"{text}\"")).Message.Length.Should().BeLessThan(200);
        (await FailAsync($"\"size\": \"{text}\"")).Message.Length.Should().BeLessThan(200);
        (await FailAsync($"\"n\": {new string('9', 300)}")).Message.Length.Should().BeLessThan(200);
    }

    private Task<ErrorBody> FailAsync(string parameters) =>
        _emulator.FailAsync($$"""{"model": "gpt-image-2", "prompt": "otter", {{parameters}}}""");
}
